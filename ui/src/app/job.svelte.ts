/** The one long work that may be under way beside everything else: how far it is, and how to stop it. It goes on when one looks elsewhere. */
import { api } from '../api/client'

/** How often to ask how far it is, in milliseconds. */
const LOOK = 300

let name = $state<string | null>(null)
let done = $state(0)
let total = $state(0)
let stopping = $state(false)

export const job = {
  /** `backup`, `backup_check` or `backup_restore`; null when nothing is under way. */
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
  get stopping(): boolean {
    return stopping
  },
}

/** Waits for `work`, a command that takes long, and keeps count of it meanwhile. */
export async function long<T>(what: 'backup' | 'backup_check' | 'backup_restore', work: Promise<T>): Promise<T> {
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
