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
