/** What to do with what a search found. */
import type { Kind, SearchHit } from '../../api/types'
import type { Route } from '../../app/router.svelte'
import type { IconName } from '../../components/icons'
import { tabOf } from '../../record/gaps'

/** Kinds in the order people look for them. */
const ORDER: Kind[] = ['case', 'party', 'note', 'act', 'measure', 'proceeding', 'intervention', 'claim', 'source', 'evidence']

const ICON: Partial<{ [K in Kind]: IconName }> = {
  case: 'case', party: 'people', name: 'people', note: 'note', act: 'clock', measure: 'lock', proceeding: 'law', intervention: 'text', claim: 'comment', source: 'source', evidence: 'file', place: 'place', task: 'check', comment: 'comment',
}

export function iconOf(kind: Kind): IconName {
  return ICON[kind] ?? 'text'
}

/** Hits by kind, groups in a fixed order, hits within a group best first. */
export function grouped(hits: SearchHit[]): { kind: Kind; hits: SearchHit[] }[] {
  const kinds = [...new Set([...ORDER, ...hits.map((hit) => hit.kind)])]
  return kinds.map((kind) => ({ kind, hits: hits.filter((hit) => hit.kind === kind) })).filter((group) => group.hits.length > 0)
}

/** Where a hit is shown. */
export function routeOf(hit: SearchHit): Route {
  if (hit.kind === 'case') return { screen: 'cases', id: hit.id }
  if (hit.kind === 'party') return { screen: 'people', id: hit.id }
  if (hit.kind === 'source') return { screen: 'sources', id: hit.id }
  if (hit.case_id) return { screen: 'cases', id: hit.case_id, tab: tabOf(hit.kind), focus: `${hit.kind}:${hit.id}` }
  if (hit.kind === 'task') return { screen: 'calendar', focus: `task:${hit.id}` }
  return { screen: 'home', focus: hit.id }
}

/** Cuts `text` at `marks` (character offsets, not UTF-16 units) into plain and marked pieces. */
export function pieces(text: string, marks: readonly (readonly [number, number])[]): { text: string; marked: boolean }[] {
  const chars = [...text]
  const out: { text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (from < at || to <= from || from >= chars.length) continue
    if (from > at) out.push({ text: chars.slice(at, from).join(''), marked: false })
    out.push({ text: chars.slice(from, to).join(''), marked: true })
    at = to
  }
  if (at < chars.length) out.push({ text: chars.slice(at).join(''), marked: false })
  return out
}
