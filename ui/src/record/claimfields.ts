/** Fields of a record that a source can say something about. */
import type { Kind } from '../api/types'

const FIELDS: { [kind in Kind]?: readonly string[] } = {
  case: ['title', 'summary', 'places'],
  act: ['act_type', 'victim', 'start', 'end', 'place', 'stated_reason', 'provisions', 'attribution', 'outcome', 'count_min', 'sub_counts', 'description'],
  measure: ['party', 'status', 'from', 'until', 'duration', 'expires_on', 'authority', 'place', 'provisions'],
  proceeding: ['kind', 'date', 'court', 'number', 'stage', 'judge', 'prosecutor', 'counsel', 'provisions', 'charges', 'hearings', 'decision', 'sentence', 'sentences'],
  intervention: ['kind', 'by', 'addressee', 'date', 'gist', 'response', 'impact'],
  involved: ['role', 'note'],
  party: ['name', 'birth', 'sex', 'citizenship', 'occupation', 'count_min'],
  money: ['amount', 'currency', 'what'],
  evidence: ['title', 'obtained', 'obtained_by', 'how'],
}

/** Those of a kind, and the one a claim names already. */
export function fieldsOf(kind: Kind, now = ''): string[] {
  const known = FIELDS[kind] ?? []
  return now && !known.includes(now) ? [...known, now] : [...known]
}
