/** The sentence as an instance left it, in a line. */
import type { SentenceVersion } from '../api/types'
import { dateWords } from './date'
import { durationWords } from './durationWords'

/** `Appeal, 12 Jan 2026: 2 years 6 months, banned from public activity`. */
export function sentenceWords(one: SentenceVersion): string {
  const head = [one.instance, one.date ? dateWords(one.date) : ''].filter(Boolean).join(', ')
  const body = [one.duration ? durationWords(one.duration) : '', one.words].filter(Boolean).join(', ')
  return [head, body].filter(Boolean).join(': ')
}
