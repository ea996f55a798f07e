/** Articles in words, those too that the vault does not have yet. */
import type { Reading } from '../../api/types'
import { t } from '../../i18n/index.svelte'
import { provisionWords } from '../../record/vocab'
import { newProvisions } from './cards'

export function articleWords(reading: Reading, code: string): string {
  const one = newProvisions(reading).get(code)
  return one ? t(one.part ? 'provision-with-part' : 'provision-words', { article: one.article, part: one.part, law: one.law }).trim() : provisionWords(code)
}
