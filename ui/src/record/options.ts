/** Closed lists as choices of a field, with the words of the catalogue. */
import { t } from '../i18n/index.svelte'

export const SENSITIVITIES = ['open', 'internal', 'restricted', 'confidential'] as const
export const REVIEW_STATES = ['draft', 'sourced', 'corroborated', 'reviewed', 'cleared'] as const
export const CASE_KINDS = ['monitoring', 'legal', 'protection'] as const
export const PARTY_KINDS = ['person', 'group', 'organisation', 'unit', 'unknown'] as const
export const NAME_KINDS = ['also_known_as', 'maiden', 'nickname', 'pseudonym', 'handle', 'court_spelling', 'transliteration'] as const
export const RELIABILITIES = ['a', 'b', 'c', 'd', 'e', 'f'] as const
export const CREDIBILITIES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const
export const CLAIM_STATES = ['new', 'accepted', 'conflict', 'needs_work', 'rejected'] as const
export const NOTE_KINDS = ['field_note', 'analysis', 'to_do', 'privileged'] as const
export const CONSENT_WAYS = ['oral', 'written', 'recorded'] as const
export const AUDIENCES = ['keep_on_file', 'use_anonymised', 'name_in_public', 'named_organisations', 'un_confidential', 'un_name_to_state', 'national_court', 'media', 'photo_or_voice', 'referral'] as const

/** `{value, label}` for each code; the label is message `<prefix>-<code>`. */
export function options(prefix: string, codes: readonly string[]): { value: string; label: string }[] {
  return codes.map((value) => ({ value, label: t(`${prefix}-${value.replaceAll('_', '-')}`) }))
}

/** The word of one code of a closed list. */
export function choiceWord(prefix: string, code: string): string {
  return t(`${prefix}-${code.replaceAll('_', '-')}`)
}
