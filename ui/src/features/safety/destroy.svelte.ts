/** Destroying the vault: what was proved afterwards outlives the screen it was begun on, and nothing else does. */
import { api } from '../../api/client'
import type { VaultDestroy, VaultDestroyed } from '../../api/types'
import { long } from '../../app/job.svelte'
import { session, wiped } from '../../app/session.svelte'

let proof = $state.raw<VaultDestroyed | null>(null)

export const destroyed = {
  /** What was destroyed and proved; null when nothing was. */
  get proof(): VaultDestroyed | null {
    return proof
  },
}

/** Begins the countdown. Resolves when it is over; refused when it was called off. */
export async function destroy(wish: VaultDestroy): Promise<void> {
  const done = await long('vault_destroy', api.vault_destroy(wish))
  proof = done
  if (session.phase === 'open') await wiped()
}

/** It was read. */
export async function understood(): Promise<void> {
  proof = null
  // Nothing is open any more; whoever locks does what is to be done with memory.
  await api.vault_lock({}).catch(() => undefined)
}
