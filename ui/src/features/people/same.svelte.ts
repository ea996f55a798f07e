/** Who is the same as whom, and who is not: said in one step, with undo. */
import { api } from '../../api/client'
import { whileSaving } from '../../app/session.svelte'
import { toastUndo } from '../../app/toasts.svelte'
import { t } from '../../i18n/index.svelte'
import { complain, takeBack } from '../../record/desk.svelte'

type Named = { id: string; name: string }

/** Keeps that two are not the same. False: it was refused, and that was said. */
export async function setApart(one: Named, other: Named): Promise<boolean> {
  try {
    const saved = await whileSaving(api.party_distinct({ party: one.id, other: other.id, certain: true, note: '' }))
    toastUndo(t('distinct-said', { one: one.name, other: other.name }), t('undo'), async () => void (await takeBack(saved.revision)))
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}

/** The same of somebody new and those who were shown while the name was typed. */
export async function setApartQuietly(one: string, others: string[]): Promise<void> {
  try {
    for (const other of others) await whileSaving(api.party_distinct({ party: one, other, certain: true, note: '' }))
  } catch (thrown) {
    complain(thrown)
  }
}

/** Pairs that wait until the vault is opened again: kept in memory alone. */
export const later = $state<{ pairs: string[] }>({ pairs: [] })
export const pairKey = (one: string, other: string): string => [one, other].sort().join(' ')

/** Takes two apart again, and says it. */
export async function separate(id: string, name: string) {
  try {
    const apart = await whileSaving(api.party_separate({ id }))
    toastUndo(t('separate-done', { other: name }), t('undo'), async () => void (await takeBack(apart.revision)))
    return apart
  } catch (thrown) {
    complain(thrown)
    return null
  }
}

