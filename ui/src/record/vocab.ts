/** Words of vocabularies and provisions as the record screens show them. */
import type { Provision, Term } from '../api/types'
import { session, term, termList } from '../app/session.svelte'
import { language, t } from '../i18n/index.svelte'

export { term as word, termList as termsOf }

/** The label of a term in the language of the window. */
export function labelOf(one: Term): string {
  return one[language.wire] || one.en || one.code
}

/** First letter large: for the beginning of a line. */
export function capital(text: string): string {
  const [first = '', ...rest] = text
  return first.toLocaleUpperCase() + rest.join('')
}

/** A code in words, within a line: the first letter small unless the word is written in capitals. */
export function lower(vocabulary: string, code: string): string {
  const said = term(vocabulary, code)
  return /^\p{Lu}{2}/u.test(said) ? said : (said[0]?.toLocaleLowerCase() ?? '') + said.slice(1)
}

/** A code in words, at the beginning of a line. */
export function Word(vocabulary: string, code: string): string {
  return capital(term(vocabulary, code))
}

export function provisionOf(code: string): Provision | undefined {
  return session.provisions.find((one) => one.code === code)
}

/** `Art. 274 Criminal Code`; the code itself where it is not in the list. */
export function provisionWords(code: string): string {
  const found = provisionOf(code)
  if (!found) return code
  return t(found.part ? 'provision-with-part' : 'provision-words', { article: found.article, part: found.part, law: found.law }).trim()
}

/** An article as somebody types it ("274 Criminal Code", "ст. 434 КоАП", "434-1 ч. 2 …") taken apart; null without a number and a law. */
export function newProvision(text: string): Pick<Provision, 'code' | 'law' | 'article' | 'part'> | null {
  const found = /^\s*(?:art(?:icle)?\.?|ст(?:атья)?\.?)?\s*(\d+(?:-\d+)?)(?:-бап)?\s*(?:,?\s*(?:part|ч(?:асть)?|бөлік)\.?\s*(\d+))?[\s,]+(.{2,80}?)\s*$/iu.exec(text)
  if (!found) return null
  const [, article = '', part = '', law = ''] = found
  const initials = law.split(/\s+/).map((one) => [...one][0] ?? '').join('')
  const ascii = /^[\x21-\x7e]+$/.test(initials) ? initials.toUpperCase() : [...law].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 46656, 7).toString(36).toUpperCase()
  return { code: [ascii, article, part].filter(Boolean).join('-'), law, article, part }
}
