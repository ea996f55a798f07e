/** Vocabularies as one looks after them: which there are, what groups they have, which terms to show. */
import type { TermRow } from '../../api/types'
import { t } from '../../i18n/index.svelte'

/** Lists in the order a person thinks of them. */
export const VOCABULARIES = ['act_type', 'measure', 'role', 'proceeding', 'intervention', 'intervention_status', 'degree', 'attribution', 'source', 'space', 'relationship', 'chain', 'flag', 'sex'] as const

export const vocabularyWord = (vocabulary: string): string => t(`vocabulary-${vocabulary.replaceAll('_', '-')}`)

export { groupWord } from '../../record/newterm'

/** Groups a term of the list can be in: those of the terms the program came with. */
export function groupsOf(rows: readonly TermRow[], vocabulary: string): string[] {
  return [...new Set(rows.filter((row) => row.term.vocabulary === vocabulary && row.shipped).map((row) => row.term.group))].filter(Boolean)
}

/** A label differs from the wording the term came with. */
export function reworded(row: TermRow): boolean {
  const { term, shipped } = row
  return !!shipped && (term.en !== shipped.en || term.ru !== shipped.ru || term.kk !== shipped.kk)
}

/** Terms of a list whose label or code has what is looked for; retired ones on request. */
export function shown(rows: readonly TermRow[], vocabulary: string, text: string, retired: boolean): TermRow[] {
  const plain = (words: string): string => words.toLocaleLowerCase().replaceAll('ё', 'е')
  const asked = plain(text.trim())
  return rows.filter(({ term }) => term.vocabulary === vocabulary && (retired || !term.retired) && (asked === '' || [term.en, term.ru, term.kk, term.code, term.huridocs].some((words) => plain(words).includes(asked))))
}
