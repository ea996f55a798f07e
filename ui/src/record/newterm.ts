/** A term that is not in a vocabulary yet, added from the field where it is missed. */
import type { Term } from '../api/types'
import { refreshVocabulary, session, everyTerm } from '../app/session.svelte'
import { has, language, t } from '../i18n/index.svelte'
import { blank } from './blank'
import { complain, save } from './desk.svelte'

/** A group of a file may have no words of ours. */
export const groupWord = (group: string): string => (has(`group-${group}`) ? t(`group-${group}`) : group.replaceAll('_', ' '))

/** A choice of a field with suggestions that makes a term. */
interface Fresh {
  id: string
  label: string
  hint?: string
  create: true
  deliberate: true
}

/** So few groups are offered at once with what was found; more of them only where nothing fits. */
const FEW = 3
const LEAST = 2

/** What can be made of the words typed: one choice for each group of the list. Nothing if a term is called so already. */
export function freshTerms(vocabulary: string, text: string, found: boolean): Fresh[] {
  const name = text.trim()
  const terms = everyTerm(vocabulary)
  const low = name.toLocaleLowerCase()
  if (session.privacy || name.length < LEAST || terms.some((one) => [one.en, one.ru, one.kk].some((label) => label.toLocaleLowerCase() === low))) return []
  const groups = [...new Set(terms.map((one) => one.group))].filter((group) => group && has(`group-${group}`))
  if (groups.length === 0) return [{ id: '+', label: t('term-new-named', { name }), create: true, deliberate: true }]
  if (found && groups.length > FEW) return []
  return groups.map((group) => ({ id: `+${group}`, label: t('term-new-named', { name }), hint: groupWord(group), create: true, deliberate: true }))
}

/** Adds it, named in the language of the window; null if it was refused, and that was said. */
export async function addTerm(vocabulary: string, text: string, group: string): Promise<Term | null> {
  try {
    const saved = await save({ kind: 'term', value: { ...blank.term(vocabulary), [language.wire]: text.trim(), group } }, null)
    await refreshVocabulary()
    return saved.record.kind === 'term' ? saved.record.value : null
  } catch (thrown) {
    complain(thrown)
    return null
  }
}
