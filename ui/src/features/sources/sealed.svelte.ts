/** What the window knows of people behind code names, for as long as the seal is open and not a moment longer. */
import { api, ApiError } from '../../api/client'
import type { IdentityFinding, Record as AnyRecord, SourceIdentity } from '../../api/types'
import { job, long } from '../../app/job.svelte'
import { onLockWipe, onSealClosed, session } from '../../app/session.svelte'

let identities = $state.raw<Map<string, SourceIdentity>>(new Map())
let parties = $state.raw<{ [id: string]: string }>({})
let findings = $state.raw<IdentityFinding[] | null>(null)
let more = $state(false)
let looking = $state(false)
let trouble = $state.raw<unknown>(null)
let asking = $state.raw<Question | null>(null)

/** Ordinary text names somebody: what is to become of it. */
export interface Question {
  findings: IdentityFinding[]
  answer: (how: 'replace' | 'keep' | 'back') => void
}

export const sealed = {
  /** Identities by the id of their source; empty while the seal is closed. */
  get identities(): Map<string, SourceIdentity> {
    return identities
  },
  /** Names of the people of the casework that some sources are. */
  get parties(): { [id: string]: string } {
    return parties
  },
  /** Where ordinary text names somebody; null before it was looked for. */
  get findings(): IdentityFinding[] | null {
    return findings
  },
  get more(): boolean {
    return more
  },
  get looking(): boolean {
    return looking
  },
  get trouble(): unknown {
    return trouble
  },
  get asking(): Question | null {
    return asking
  },
}

/** The seal was opened, or an identity was changed. */
export async function learn(): Promise<void> {
  const now = await api.sealed_sources({})
  if (!session.sealOpen) return
  identities = new Map(now.identities.map((one) => [one.id, one]))
  parties = now.parties as { [id: string]: string }
}

/** Looks through the whole vault, beside everything else. */
export async function look(): Promise<void> {
  if (looking || job.name !== null) return
  looking = true
  trouble = null
  try {
    const found = await long('identity_scan', api.identity_scan({}))
    if (!session.sealOpen) return
    findings = found.findings
    more = found.more
  } catch (thrown) {
    if (ApiError.of(thrown).code !== 'seal-closed') trouble = thrown
  } finally {
    looking = false
  }
}

/** Takes a finding off the list: it was replaced, or may stay. */
export function settle(done: IdentityFinding): void {
  findings = (findings ?? []).filter((one) => one !== done)
}

/** Asks what is to become of names from behind the seal. */
export async function ask(found: IdentityFinding[]): Promise<'replace' | 'keep' | 'back'> {
  const how = await new Promise<'replace' | 'keep' | 'back'>((answer) => {
    asking?.answer('back')
    asking = { findings: found, answer }
  })
  asking = null
  return how
}

/** What to save: the record as it is, or with code names where it names somebody. Refuses when the person goes back to the text. */
export async function checked(record: AnyRecord): Promise<AnyRecord> {
  if (!session.sealOpen) return record
  let found
  try {
    found = await api.identity_find({ record })
  } catch (thrown) {
    // It closed just now: then nobody is known here.
    if (ApiError.of(thrown).code === 'seal-closed') return record
    throw thrown
  }
  if (found.findings.length === 0) return record
  const how = await ask(found.findings)
  if (how === 'back') throw new ApiError({ code: 'cancelled' })
  return how === 'replace' ? found.clean : record
}

function forget(): void {
  identities = new Map()
  parties = {}
  findings = null
  more = false
  trouble = null
  asking?.answer('back')
  asking = null
}
onSealClosed(forget)
onLockWipe(forget)
