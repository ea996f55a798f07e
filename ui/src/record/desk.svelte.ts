/** Every write of the record screens goes through here, so that undo is always offered and said the same way. Open views read anew by `session.version`. */
import { api } from '../api/client'
import type { Kind, Record as AnyRecord, Saved } from '../api/types'
import { session, whileSaving } from '../app/session.svelte'
import { toast, toastUndo } from '../app/toasts.svelte'
import { checked } from '../features/sources/sealed.svelte'
import { explain } from '../i18n/explain'
import { t } from '../i18n/index.svelte'

/** Says a refusal that belongs to no field. */
export function complain(thrown: unknown): void {
  const { message, next } = explain(thrown)
  toast(message, { tone: 'bad', next })
}

/** Takes back what was done with a revision, whole, and offers to do it again. False: it was refused, and that was said. */
export async function takeBack(revision: string, said = t('undone-toast')): Promise<boolean> {
  try {
    const { revisions } = await whileSaving(api.record_undo({ revision }))
    const [first] = revisions
    if (first) toast(said, { action: { label: t('redo'), run: async () => void (await takeBack(first, t('redone-toast'))) } })
    else toast(said)
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}

/** Saves a record and offers to undo it. `quiet` leaves the toast out: a part of a larger save. */
export async function save(record: AnyRecord, base: string | null, quiet = false): Promise<Saved> {
  const saved = await whileSaving(api.record_save({ record: await checked(record), base }))
  if (saved.revision === base || quiet) return saved
  toastUndo(t('saved-toast'), t('undo'), async () => void (await takeBack(saved.revision)))
  return saved
}

/** Deletes a record with what hangs on it, and offers it back. False: it was refused, and that was said. */
export async function remove(kind: Kind, id: string, said: string): Promise<boolean> {
  try {
    const gone = await whileSaving(api.record_delete({ kind, id, cascade: true }))
    const [first] = gone.revisions
    if (first) toastUndo(said, t('undo'), async () => void (await takeBack(first)))
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}

/** Changes a record in one step (a status, a flag), with undo; says a refusal. */
export async function change(record: AnyRecord, base: string | null): Promise<Saved | null> {
  try {
    return await save(record, base)
  } catch (thrown) {
    complain(thrown)
    return null
  }
}

/** Puts a record back to how a revision left it. */
export async function restore(revision: string): Promise<boolean> {
  try {
    await whileSaving(api.record_restore({ revision }))
    toast(t('restored-toast'), { tone: 'good' })
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}

/** Puts one field of a record back to how a revision left it, the others stay; offers to undo it. */
export async function restoreField(revision: string, field: string): Promise<boolean> {
  try {
    const saved = await whileSaving(api.field_restore({ revision, field }))
    toastUndo(t('restored-field-toast'), t('undo'), async () => void (await takeBack(saved.revision)))
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}

/** Today, by the engine's clock. */
export const today = (): string => session.today
