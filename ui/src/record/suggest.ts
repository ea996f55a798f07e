/** Why a name is suggested, in words. */
import type { NameSuggestion } from '../api/types'
import { has, t } from '../i18n/index.svelte'

export function reasonWords(codes: readonly string[]): string {
  return codes.map((code) => (has(`name-reason-${code}`) ? t(`name-reason-${code}`) : code.replaceAll('-', ' '))).join(', ')
}

/** `likely the same · also “Kasenov” · other spelling`. */
export function suggestionHint(one: NameSuggestion): string {
  const parts = [t(`name-band-${one.band}`)]
  if (one.matched && one.matched !== one.name) parts.push(t('name-matched', { name: one.matched }))
  const why = reasonWords(one.reasons)
  if (why) parts.push(why)
  if (one.description) parts.push(one.description)
  return parts.join(' · ')
}
