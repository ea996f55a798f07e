/** Names of fields and kinds of record in words, for the history and for "changed meanwhile". */
import { has, t } from '../i18n/index.svelte'

export function fieldWord(field: string): string {
  const key = `field-${field.replaceAll('_', '-')}`
  return has(key) ? t(key) : field.replaceAll('_', ' ')
}

export function kindWord(kind: string): string {
  const key = `kind-${kind.replaceAll('_', '-')}`
  return has(key) ? t(key) : kind.replaceAll('_', ' ')
}

/** Fields of a record that a claim may be about, where it is not about the whole of it. */
const CLAIMED: Partial<Record<string, string[]>> = {
  case: ['title', 'summary'],
  act: ['act_type', 'victim', 'start', 'end', 'place', 'provisions', 'stated_reason', 'outcome', 'count_min', 'count_max'],
  measure: ['status', 'from', 'until', 'duration', 'authority', 'place', 'provisions'],
  proceeding: ['kind', 'date', 'court', 'provisions', 'decision', 'sentence'],
  intervention: ['by', 'date', 'addressee', 'gist', 'response', 'impact'],
}
export const claimFields = (kind: string): string[] => CLAIMED[kind] ?? []
