/** Names of fields and kinds of record in words, for the history and for "changed meanwhile". */
import { has, t } from '../i18n/index.svelte'

export { fieldWord } from '../i18n/explain'

export function kindWord(kind: string): string {
  const key = `kind-${kind.replaceAll('_', '-')}`
  return has(key) ? t(key) : kind.replaceAll('_', ' ')
}
