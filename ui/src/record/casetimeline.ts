/** What of a case goes on its timeline, and in which lane. */
import type { UncertainDate } from '../api/types'
import type { Entry, Lane } from '../components/timeline/layout'
import { t } from '../i18n/index.svelte'
import type { CaseIndex } from './caseindex'
import { toDay } from './days'
import { Word } from './vocab'

const NOBODY = 'nobody'
const OTHERS = 'others'
/** Statuses that are a moment, not a state that goes on. */
const OVER = new Set(['released', 'dead'])

function bounds(date: UncertainDate | null): Pick<Entry, 'earliest' | 'latest'> {
  return { earliest: toDay(date?.earliest), latest: toDay(date?.latest) }
}

function entriesOf(index: CaseIndex): Entry[] {
  const { view } = index
  const held = new Set(view.held.map((row) => row.measure))
  return [
    ...view.proceedings.map((p): Entry => ({ id: p.id, lane: 'proceedings', kind: 'proceeding', label: Word('proceeding', p.kind), ...bounds(p.date) })),
    ...view.measures.map((m): Entry => ({
      id: m.id, lane: m.party, kind: 'measure', label: index.measureWords(m), ...bounds(m.from),
      until: toDay(m.until?.latest ?? m.until?.earliest), expires: m.until ? null : toDay(view.expiries[m.id]), open: held.has(m.id) || (!m.until && !view.expiries[m.id] && !OVER.has(m.status)),
    })),
    ...view.acts.map((a): Entry => ({ id: a.id, lane: a.victim ?? NOBODY, kind: 'act', label: index.actWords(a), ...bounds(a.start), until: toDay(a.end?.latest) })),
    ...view.interventions.map((i): Entry => ({
      id: i.id, lane: 'interventions', kind: 'intervention', ...bounds(i.date),
      label: i.by.length > 0 ? `${i.by.map((by) => index.short(by)).join(', ')}: ${Word('intervention', i.kind).toLocaleLowerCase()}` : Word('intervention', i.kind),
    })),
  ]
}

/** Lanes and entries: proceedings, one lane for each person something happened to (at most `people`, the rest together), interventions. */
export function timelineOf(index: CaseIndex, people = 12): { lanes: Lane[]; entries: Entry[] } {
  const entries = entriesOf(index)
  const dated = entries.filter((e) => e.earliest !== null || e.latest !== null)
  const persons = [...new Set(dated.filter((e) => e.kind === 'act' || e.kind === 'measure').map((e) => e.lane))]
  const weight = (id: string): number => dated.filter((e) => e.lane === id).reduce((sum, e) => sum + (e.kind === 'measure' ? 3 : 1), 0) - (id === NOBODY ? 100 : 0)
  const ranked = persons.sort((a, b) => weight(b) - weight(a))
  const shown = ranked.length > people ? ranked.slice(0, people - 1) : ranked
  const own = new Set(shown)
  const placed = entries.map((e) => (e.kind === 'proceeding' || e.kind === 'intervention' || own.has(e.lane) ? e : { ...e, lane: OTHERS }))
  const lanes: Lane[] = [
    { id: 'proceedings', label: t('timeline-proceedings') },
    ...shown.map((id) => ({ id, label: id === NOBODY ? t('timeline-nobody') : index.short(id) })),
    { id: OTHERS, label: t('timeline-others') },
    { id: 'interventions', label: t('timeline-interventions') },
  ]
  return { lanes, entries: placed }
}
