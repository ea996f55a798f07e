/** Values of the history in words: dates, codes, names instead of ids; anything else as text. */
import type { Change, Kind, UncertainDate } from '../../api/types'
import { termOf } from '../../app/session.svelte'
import { has, t } from '../../i18n/index.svelte'
import type { CaseIndex } from '../../record/caseindex'
import { dateWords, dayWords } from '../../record/date'
import { durationWords } from '../../record/durationWords'
import { NIL } from '../../record/blank'
import { names } from '../../record/names.svelte'
import { provisionWords, word } from '../../record/vocab'

const CLOSED: Record<string, string> = { status: 'status', sensitivity: 'sensitivity', reliability: 'reliability', credibility: 'credibility', how: 'consent-how' }
const VOCABULARY: Record<string, string> = { act_type: 'act_type', role: 'role', space: 'space', degree: 'degree', attribution: 'attribution', sex: 'sex', flags: 'flag' }
const PARTY = new Set(['victim', 'party', 'other', 'perpetrator', 'by', 'merged_into'])
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function closed(kind: Kind, field: string, code: string): string | null {
  const key = (prefix: string): string => `${prefix}-${code.replaceAll('_', '-')}`
  const prefixes = kind === 'claim' && field === 'status' ? ['claim'] : field === 'kind' ? [{ case: 'case-kind', party: 'party-kind', name: 'name-kind', note: 'note-kind' }[kind as string] ?? ''] : [CLOSED[field] ?? '']
  return prefixes.filter((one) => one && has(key(one))).map((one) => t(key(one)))[0] ?? null
}

function text(index: CaseIndex | null, kind: Kind, field: string, value: string): string {
  if (value === NIL) return ''
  if (UUID.test(value)) {
    if (PARTY.has(field)) return names.of(value)
    return index ? index.place(value) || index.source(value) || index.name(value) || index.label('act', value) || index.label('claim', value) || '…' : '…'
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayWords(value)
  if (field === 'provisions' || field === 'provision') return provisionWords(value)
  if (field === 'duration') return durationWords(value)
  const vocabulary = VOCABULARY[field] ?? (kind === 'measure' && field === 'status' ? 'measure' : field === 'kind' ? kind : '')
  if (vocabulary && termOf(vocabulary, value)) return word(vocabulary, value)
  return closed(kind, field, value) ?? value
}

/** One value of one field, as a person reads it; empty for nothing. */
export function valueWords(index: CaseIndex | null, kind: Kind, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return text(index, kind, field, value)
  if (Array.isArray(value)) return value.map((one) => valueWords(index, kind, field, one)).filter(Boolean).join(', ')
  if (typeof value === 'object' && 'edtf' in value) return dateWords(value as UncertainDate)
  return Object.entries(value)
    .map(([key, one]) => {
      const said = valueWords(index, kind, key, one)
      return kind === 'consent' && has(`audience-${key.replaceAll('_', '-')}`) ? `${t(`audience-${key.replaceAll('_', '-')}`)}: ${said}` : said
    })
    .filter(Boolean)
    .join(' ')
}

/** Fields that say nothing to a person: what a record belongs to, and names of files inside the vault. */
export const HIDDEN: ReadonlySet<string> = new Set(['id', 'case_id', 'blob', 'binding', 'about_kind', 'merge'])

/** Changed fields in words; those that read the same are left out. */
export function changeWords(index: CaseIndex | null, kind: Kind, changes: readonly Change[]): { field: string; before: string; after: string }[] {
  return changes
    .filter((one) => !HIDDEN.has(one.field))
    .map((one) => ({ field: one.field, before: valueWords(index, kind, one.field, one.before), after: valueWords(index, kind, one.field, one.after) }))
    .filter((one) => one.before !== one.after)
}
