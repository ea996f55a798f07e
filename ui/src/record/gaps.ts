/** What is missing, worst first, and where to go to mend it. */
import type { Gap, Kind } from '../api/types'

/** What a reviewer would send back first. */
const ORDER = ['unresolved_conflict', 'sums', 'no_acts', 'no_victim', 'no_source', 'no_date', 'no_summary', 'single_source', 'no_consent', 'no_expiry', 'no_authority', 'no_place', 'no_locator']

/** Worst first; among equals the order of the engine. Unknown codes come last. */
export function orderGaps(gaps: readonly Gap[]): Gap[] {
  const rank = (gap: Gap): number => (ORDER.includes(gap.code) ? ORDER.indexOf(gap.code) : ORDER.length)
  return gaps.map((gap, at) => ({ gap, at })).sort((a, b) => rank(a.gap) - rank(b.gap) || a.at - b.at).map(({ gap }) => gap)
}

/** Gaps of one code together: "no source: 4 acts" reads better than four lines. */
export function groupGaps(gaps: readonly Gap[]): { code: string; gaps: Gap[] }[] {
  const groups: { code: string; gaps: Gap[] }[] = []
  for (const gap of orderGaps(gaps)) {
    const last = groups.find((group) => group.code === gap.code)
    if (last) last.gaps.push(gap)
    else groups.push({ code: gap.code, gaps: [gap] })
  }
  return groups
}

export type Tab = 'summary' | 'timeline' | 'people' | 'acts' | 'measures' | 'proceedings' | 'notes' | 'sources' | 'evidence' | 'review' | 'history'
export const TABS: readonly Tab[] = ['summary', 'timeline', 'people', 'acts', 'measures', 'proceedings', 'notes', 'sources', 'evidence', 'review', 'history']

const TAB_OF: { [kind in Kind]?: Tab } = {
  case: 'summary', place: 'summary', party: 'people', name: 'people', involved: 'people', consent: 'people', act: 'acts', involvement: 'acts',
  measure: 'measures', proceeding: 'proceedings', intervention: 'proceedings', money: 'proceedings', claim: 'sources', source: 'sources', note: 'notes',
  evidence: 'evidence', custody_event: 'evidence', comment: 'review', task: 'summary',
}

/** The tab of a case page where a kind of record is shown. */
export function tabOf(kind: Kind): Tab {
  return TAB_OF[kind] ?? 'summary'
}

/** Where a gap is mended: a missing source of an act is a claim to be added, not a field of the act. */
export function mendAt(gap: Gap): { tab: Tab; focus: string } {
  const asksClaim = gap.code === 'no_source' || gap.code === 'single_source' || gap.code === 'no_locator' || gap.code === 'unresolved_conflict'
  if (gap.code === 'no_acts') return { tab: 'acts', focus: 'new' }
  if (gap.code === 'no_consent') return { tab: 'people', focus: `consent:${gap.id}` }
  if (asksClaim) return { tab: 'sources', focus: `${gap.kind}:${gap.id}` }
  return { tab: tabOf(gap.kind), focus: `${gap.kind}:${gap.id}${gap.field ? `:${gap.field}` : ''}` }
}
