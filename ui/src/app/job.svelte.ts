/** The one long work that may be under way beside everything else: how far it is, and how to stop it. It goes on when one looks elsewhere. */
import { api } from '../api/client'

/** How often to ask how far it is, in milliseconds. */
const LOOK = 300

/** The long works there are, named as their commands. */
export type Long = 'backup' | 'backup_check' | 'backup_restore' | 'evidence_add' | 'evidence_export' | 'export_casebook' | 'handover_create' | 'handover_leaks' | 'handover_preview' | 'identity_scan' | 'import_casebook' | 'key_rotate' | 'kit_prove' | 'team_exchange' | 'vault_destroy' | 'vault_verify'

let name = $state<string | null>(null)
let done = $state(0)
let total = $state(0)
let stopping = $state(false)

export const job = {
  /** What is under way; null when nothing is. */
  get name(): string | null {
    return name
  },
  get done(): number {
    return done
  },
  /** 0 as long as it is not known. */
  get total(): number {
    return total
  },
  /** The host has said how far it is: what takes less than a moment never does. */
  get seen(): boolean {
    return total > 0
  },
  get stopping(): boolean {
    return stopping
  },
}

/** Waits for `work`, a command that takes long, and keeps count of it meanwhile. */
export async function long<T>(what: Long, work: Promise<T>): Promise<T> {
  // Beside another one it is short, or is refused.
  if (name !== null) return work
  name = what
  done = total = 0
  stopping = false
  const timer = setInterval(() => void look(), LOOK)
  try {
    return await work
  } finally {
    clearInterval(timer)
    name = null
  }
}

async function look(): Promise<void> {
  const now = await api.job_state({}).catch(() => null)
  if (!now?.name || now.name !== name) return
  done = now.done
  total = now.total
}

/** Asks it to stop; it ends at its next step. */
export async function stop(): Promise<void> {
  stopping = true
  await api.job_stop({}).catch(() => (stopping = false))
}
