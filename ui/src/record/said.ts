/** What a source says of a record that is being entered: it is written down in the same form, so that nothing stands in a case without saying where it is from. */
import type { Kind } from '../api/types'
import { t } from '../i18n/index.svelte'
import { blank, NIL } from './blank'
import { save } from './desk.svelte'

export interface Said {
  source: string | null
  locator: string
  says: string
}

/** Source and place of the last claim of each case: the next one is mostly from there. Gone with the page, which a lock ends. */
const last = new Map<string, Pick<Said, 'source' | 'locator'>>()

/** Where the next claim of a case probably comes from. */
export const lastSaid = (case_id: string): Said => ({ source: null, locator: '', ...last.get(case_id), says: '' })

export function remember(case_id: string, source: string, locator: string): void {
  last.set(case_id, { source, locator })
}

/** What is wrong with it; a source that was only carried over asks for nothing. */
export const saidFault = (said: Said): string => (said.says.trim() !== '' && (!said.source || said.source === NIL) ? t('claim-needs-source') : '')

/** Writes the claim, if there is one. Throws what the engine refuses. */
export async function saveSaid(case_id: string, said: Said, kind: Kind, id: string): Promise<void> {
  const { source, locator, says } = said
  if (says.trim() === '' || !source || source === NIL) return
  await save({ kind: 'claim', value: { ...blank.claim(case_id, kind, id), source, locator: locator.trim(), says: says.trim() } }, null, true)
  remember(case_id, source, locator.trim())
}
