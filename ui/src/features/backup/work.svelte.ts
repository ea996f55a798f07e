/** Backing up, checking: kept outside the screens, so that one may look elsewhere meanwhile and find the answer on return. */
import { api, ApiError } from '../../api/client'
import type { BackupChecked, BackupMade } from '../../api/types'
import { long } from '../../app/job.svelte'
import { onLockWipe, session } from '../../app/session.svelte'
import { daysBetween } from '../../i18n/dates'

/** After so many days a backup is old. */
const OLD_DAYS = 7

let made = $state.raw<BackupMade | null>(null)
let checked = $state.raw<BackupChecked | null>(null)
let error = $state.raw<unknown>(null)
let stopped = $state(false)

export const work = {
  get made() { return made },
  get checked() { return checked },
  get error() { return error },
  /** The person stopped it. */
  get stopped() { return stopped },
}

function clear(): void {
  made = checked = error = null
  stopped = false
}
onLockWipe(clear)

async function run(act: () => Promise<void>): Promise<void> {
  clear()
  try {
    await act()
  } catch (thrown) {
    if (session.phase !== 'open') return
    if (ApiError.of(thrown).code === 'cancelled') stopped = true
    else error = thrown
  }
}

/** Backs the open vault up into that folder. */
export const backUp = (folder: string): Promise<void> =>
  run(async () => {
    made = await long('backup', api.backup_make({ folder }))
  })

/** Reads all of one state, with the keys of the open vault. */
export const check = (path: string, generation: string): Promise<void> =>
  run(async () => {
    checked = await long('backup_check', api.backup_check({ path, generation, key: null }))
  })

/** How the last backup stands; `old` if another one is due, also because the vault has other keys since. */
export function lastBackup(): { at: string; folder: string | null; old: boolean; oldKeys: boolean } | null {
  const at = session.status?.last_backup
  if (!at) return null
  const oldKeys = session.status?.backup_old_keys ?? false
  return { at, folder: session.status?.backup_folder ?? null, old: oldKeys || daysBetween(at, session.today) > OLD_DAYS, oldKeys }
}
