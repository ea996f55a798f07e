/** What profiles are called, and what they let go, in words. */
import type { Part, Profile } from '../../api/types'
import { has, language, t } from '../../i18n/index.svelte'

/** In the language of the window, or in the first that has a name. */
export function profileLabel(profile: Profile): string {
  return profile[language.wire] || profile.en || profile.ru || profile.kk || profile.code
}

/** Who it is for: the team's words, or those that came with it. */
export function profileHint(profile: Profile): string {
  const key = `profile-${profile.code}-means`
  return profile.note || (has(key) ? t(key) : '')
}

export const LIMITS = ['open', 'internal', 'restricted'] as const
export const PARTS: readonly Part[] = [
  'claims', 'proceedings', 'interventions', 'money', 'relationships', 'perpetrators', 'notes', 'tasks', 'consents', 'personal', 'contacts', 'tags', 'keeping', 'custody', 'keepers', 'origin', 'device',
  'identities',
]
