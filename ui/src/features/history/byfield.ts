/** The history of one field: which fields there are, and which revisions changed one. */
import type { Revision } from '../../api/types'
import { fieldWord } from '../../record/fields'
import { HIDDEN } from './values'

/** Fields changed anywhere in these revisions, by their words in order. Two kinds of record may call a field the same. */
export function fieldsIn(revisions: readonly Revision[]): { value: string; label: string }[] {
  const names = new Set(revisions.flatMap((one) => one.changes.map((change) => change.field)).filter((field) => !HIDDEN.has(field)))
  return [...names].map((value) => ({ value, label: fieldWord(value) })).sort((a, b) => a.label.localeCompare(b.label))
}

export function changed(revision: Revision, field: string): boolean {
  return revision.changes.some((change) => change.field === field)
}
