/** The example casebook as a person reads it who enters it by hand, and the same facts as they would stand in a document. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

export interface Party { id: string; kind: string; name: string }
export interface Act {
  id: string; type: string; victim: string; start: string; end?: string; place?: string; perpetrators?: string[]; provisions?: string[]; stated_reason?: string; outcome?: string; count?: { min?: number; max?: number }
}
export interface Measure { party: string; status: string; from: string; until?: string; duration?: string; authority?: string; provisions?: string[] }
export interface Proceeding { kind: string; court?: string; date?: string; provisions?: string[]; decision?: string; sentence?: string }
export interface Intervention { by: string[]; type: string; to?: string; date?: string; gist?: string }
export interface Claim { id: string; about: string; says: string; locator: string; source: string; conflicts_with?: string }
export interface Case {
  id: string; title: string; summary: string; space: string[]; places: string[]; tags: string[]; involved: { party: string; role: string }[]
  acts: Act[]; measures: Measure[]; proceedings: Proceeding[]; interventions: Intervention[]; claims: Claim[]
}
export interface Book {
  parties: Party[]; cases: Case[]; sources: { id: string; title: string; kind: string }[]
  provisions: { code: string; law: string; article?: string; part?: string }[]
}

export const BOOK = JSON.parse(readFileSync(join(ROOT, 'src-tauri/crates/casework/data/kazakhstan-2025.json'), 'utf8')) as Book
const by = <T extends { id: string }>(list: T[]) => new Map(list.map((one) => [one.id, one]))
const parties = by(BOOK.parties)
const sources = by(BOOK.sources)
export const party = (id: string): Party => parties.get(id) as Party
export const nameOf = (id: string): string => party(id).name
export const titleOf = (source: string): string => sources.get(source)?.title ?? source
/** `272 part 1 Criminal Code`. */
export const article = (code: string): string => {
  const one = BOOK.provisions.find((each) => each.code === code)
  return [one?.article, one?.part ? `part ${one.part}` : '', one?.law].filter(Boolean).join(' ')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
function plain(text: string): string {
  const [year, month, day] = text.replace(/[~?%]$/, '').split('-')
  const season = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' }[Number(month)]
  return [day ? Number(day) : '', season ?? (month ? MONTHS[Number(month) - 1] : ''), year].filter(Boolean).join(' ')
}
/** How one would type a date; the engine is asked whether it is the same before anything is entered. */
export function dateWords(edtf: string): string {
  const set = /^\[(.*?)(\.\.)?([^.,]*)\]$/.exec(edtf)
  if (set) {
    const [, from = '', dots, to = ''] = set
    return !dots ? edtf : from === '' ? `by ${plain(to)}` : to === '' ? edtf : `between ${plain(from)} and ${plain(to)}`
  }
  if (edtf.includes('/')) return edtf
  if (edtf.endsWith('?')) return `${plain(edtf)}?`
  return edtf.endsWith('~') ? `about ${plain(edtf)}` : plain(edtf)
}

/** Months, weeks, days as one types them: the number and the unit of the box beside it. */
export function duration(iso: string): string {
  return [...iso.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) => `${count} ${{ Y: 'years', M: 'months', W: 'weeks', D: 'days' }[unit ?? '']}`).join(' ')
}

/** The same facts in a document, as short as prose is: what is the same for several people is said once, a source that was just named is "ibid.". */
export function prose(one: Case, word: (vocabulary: string, code: string) => string): { text: string; facts: number } {
  const lines: string[] = []
  let facts = 0
  const line = (parts: (string | undefined)[], glue = ', '): void => {
    const said = parts.filter((part): part is string => !!part)
    facts += said.length
    lines.push(`${said.join(glue)}.`)
  }
  line([one.title])
  line([one.summary])
  line([one.space.map((code) => word('space', code)).join(', '), one.places.join(', '), one.tags.join(', ')], '; ')
  const named = new Set<string>()
  const name = (id: string): string => (named.has(id) ? (nameOf(id).split(' ').at(-1) ?? '') : (named.add(id), nameOf(id)))
  const merged = <T>(list: T[], who: (one: T) => string, rest: (one: T) => unknown): [T, string][] => {
    const groups = new Map<string, T[]>()
    for (const each of list) {
      const key = JSON.stringify(rest(each))
      groups.set(key, [...(groups.get(key) ?? []), each])
    }
    return [...groups.values()].map((group) => [group[0] as T, group.map((each) => name(who(each))).join(', ')])
  }
  const range = (count?: { min?: number; max?: number }): string => (!count ? '' : count.min === count.max ? `${count.min} people` : `${count.min ?? ''}-${count.max ?? ''} people`)
  for (const [act, who] of merged(one.acts, (each) => each.victim, ({ id: _, victim: __, ...rest }) => rest)) {
    line([dateWords(act.start) + (act.end ? ` to ${dateWords(act.end)}` : ''), who, word('act_type', act.type).toLowerCase(), act.place, act.perpetrators?.length ? `by ${act.perpetrators.map(name).join(', ')}` : '', act.provisions?.map(article).join(', '), act.stated_reason, act.outcome, range(act.count)])
  }
  for (const [measure, who] of merged(one.measures, (each) => each.party, ({ party: _, ...rest }) => rest)) {
    line([who, word('measure', measure.status).toLowerCase(), `from ${dateWords(measure.from)}${measure.until ? ` until ${dateWords(measure.until)}` : ''}`, measure.duration ? `for ${duration(measure.duration)}` : '', measure.authority, measure.provisions?.map(article).join(', ')])
  }
  for (const each of one.proceedings) line([word('proceeding', each.kind), each.court, each.date ? dateWords(each.date) : '', each.provisions?.map(article).join(', '), each.decision, each.sentence])
  for (const each of one.interventions) line([word('intervention', each.type), each.by.map(name).join(', '), each.to ? `to ${each.to}` : '', each.date ? dateWords(each.date) : '', each.gist])
  const roles = one.involved.filter((part) => !['victim', 'alleged-perpetrator'].includes(part.role) && !one.interventions.some((each) => each.by.includes(part.party)))
  for (const part of roles) line([name(part.party), part.role])
  let before: Claim | undefined
  for (const claim of one.claims) {
    const [heading, paragraph] = [claim.locator.replace(/, [^,]*$/, ''), /, ([^,]*)$/.exec(claim.locator)?.[1] ?? '']
    const cite = before?.source !== claim.source ? `${titleOf(claim.source)}, ${claim.locator}` : before.locator === claim.locator ? 'ibid.' : before.locator.startsWith(heading) ? `ibid., ${paragraph}` : claim.locator
    line([`${claim.says} (${cite}${claim.conflicts_with ? '; disputed' : ''})`])
    facts += claim.conflicts_with ? 2 : 1
    before = claim
  }
  return { text: lines.join('\n'), facts }
}
