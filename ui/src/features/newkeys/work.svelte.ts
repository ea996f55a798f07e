/** New keys for the vault: kept outside the screens, so that one may look elsewhere meanwhile and the kit is shown wherever one is. */
import { api, ApiError } from '../../api/client'
import type { KeyRotate, KeysRotated, RecoveryKitText } from '../../api/types'
import { long } from '../../app/job.svelte'
import { onLockWipe, session, wiped } from '../../app/session.svelte'

let made = $state.raw<Omit<KeysRotated, 'kit'> | null>(null)
let same = $state(false)
let kit = $state.raw<RecoveryKitText | null>(null)
let error = $state.raw<unknown>(null)
let stopped = $state(false)
let dropped = $state(false)
/** The vault whose kit was on the screen and is not confirmed. It outlives the lock, and says nothing of what is in the vault. */
let unseen = $state<string | null>(null)
/** What came of it has not been read yet. */
let news = $state(false)

export const rotation = {
  get made() { return made },
  /** The passphrase stayed. */
  get same() { return same },
  /** The new kit, as long as nobody said that it is kept. */
  get kit() { return kit },
  get error() { return error },
  /** The person stopped it. */
  get stopped() { return stopped },
  /** What an earlier attempt left was removed. */
  get dropped() { return dropped },
  /** The vault was locked while its new kit was shown. */
  get unseen() { return kit === null && unseen !== null && unseen === session.status?.path },
}

function clear(): void {
  made = kit = error = null
  stopped = dropped = news = false
}
onLockWipe(clear)

/** Gives the open vault new keys. */
export async function rotate(wish: KeyRotate): Promise<void> {
  clear()
  const path = session.status?.path ?? null
  // It would be closed in any case; this way the window knows.
  if (session.sealOpen) await api.seal_close({}).catch(() => {})
  try {
    const { kit: shown, ...rest } = await long('key_rotate', api.key_rotate(wish))
    unseen = path
    if (session.phase !== 'open') return
    made = rest
    same = wish.new === null
    kit = shown
  } catch (thrown) {
    if (session.phase !== 'open') return
    if (ApiError.of(thrown).code === 'cancelled') stopped = true
    else error = thrown
  }
}

/** The kit is on paper: it is shown no more. */
export async function kitKept(): Promise<void> {
  kit = null
  unseen = null
  news = true
  if (made && !made.open) await wiped()
}

/** Whether there is something new to read, once. */
export function takeNews(): boolean {
  const was = news
  news = false
  return was
}

/** What was refused is read, and is asked anew or not at all. */
export function forgetError(): void {
  error = null
}

/** The person knows that the kit may be lost. */
export function forgetUnseen(): void {
  unseen = null
}

/** Removes what an unfinished attempt left. */
export async function drop(): Promise<void> {
  clear()
  try {
    await api.key_rotate_drop({})
    dropped = true
  } catch (thrown) {
    error = thrown
  }
}
