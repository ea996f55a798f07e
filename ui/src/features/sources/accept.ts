/** Deciding about a claim. Accepting one does not throw the others away: they stay, standing against it. */
import type { Claim, ClaimStatus } from '../../api/types'
import type { CaseIndex } from '../../record/caseindex'
import { complain, save } from '../../record/desk.svelte'

export async function decide(index: CaseIndex, claim: Claim, status: ClaimStatus, group: readonly Claim[] = []): Promise<boolean> {
  try {
    if (status === 'accepted') {
      for (const other of group) {
        if (other.id !== claim.id && other.status === 'accepted') await save({ kind: 'claim', value: { ...other, status: 'conflict' } }, index.rev(other.id), true)
      }
    }
    await save({ kind: 'claim', value: { ...claim, status } }, index.rev(claim.id))
    return true
  } catch (thrown) {
    complain(thrown)
    return false
  }
}
