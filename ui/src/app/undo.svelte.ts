/** Ctrl+Z beyond the last offer: the vault knows what this person did last, also before it was locked. */
import { api } from '../api/client'
import type { Revision, UndoOffer } from '../api/types'
import { t } from '../i18n/index.svelte'
import { complain, takeBack } from '../record/desk.svelte'
import { kindWord } from '../record/fields'
import { onLockWipe, session } from './session.svelte'
import { toast } from './toasts.svelte'

let offer = $state.raw<UndoOffer | null>(null)
let asking = false

/** What a revision did, in a line. */
export function didWords(revision: Revision): string {
  const what = `${t(`op-${revision.op}`)} ${kindWord(revision.kind)}`
  return revision.label ? `${what}: ${revision.label}` : what
}

export const undo = {
  /** What would be taken back, to be looked at first. */
  get offer(): UndoOffer | null {
    return offer
  },
  forget(): void {
    offer = null
  },
  /** Takes back the last thing of this session, or shows what an older one was. */
  async ask(): Promise<void> {
    if (asking || offer || session.phase !== 'open') return
    asking = true
    try {
      const found = await api.undo_peek({})
      if (!found.offer) toast(t('undo-nothing'))
      else if (!found.offer.revision) toast(t(`undo-not-${found.offer.blocked}`), { next: t(`undo-not-${found.offer.blocked}-next`) })
      else if (found.older) offer = found.offer
      else await takeBack(found.offer.revision, t('undo-took', { what: found.offer.changes[0] ? didWords(found.offer.changes[0]) : '' }))
    } catch (thrown) {
      complain(thrown)
    } finally {
      asking = false
    }
  },
}

onLockWipe(() => undo.forget())
