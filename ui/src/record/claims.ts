/** Claims as a person weighs them: those that stand against each other together, the rest by what they are about. */
import type { Claim, Kind } from '../api/types'

/** Claims that disagree, the accepted one first. */
export type Conflict = Claim[]

const RANK: { [status in Claim['status']]: number } = { accepted: 0, conflict: 1, new: 2, needs_work: 3, rejected: 4 }

/** Stronger first: decided before undecided, then the better grade. */
export function byWeight(a: Claim, b: Claim): number {
  return RANK[a.status] - RANK[b.status] || a.credibility.localeCompare(b.credibility) || (a.reliability ?? 'f').localeCompare(b.reliability ?? 'f')
}

/** Groups of claims joined by `conflicts_with`, in either direction and through each other; claims named but absent are left out. */
export function conflicts(claims: readonly Claim[]): Conflict[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const near = new Map<string, Set<string>>()
  const join = (a: string, b: string): void => {
    near.set(a, (near.get(a) ?? new Set()).add(b))
    near.set(b, (near.get(b) ?? new Set()).add(a))
  }
  for (const claim of claims) for (const other of claim.conflicts_with) if (byId.has(other)) join(claim.id, other)
  const seen = new Set<string>()
  const groups: Conflict[] = []
  for (const claim of claims) {
    if (seen.has(claim.id) || !near.has(claim.id)) continue
    const group: Claim[] = []
    const queue = [claim.id]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      group.push(byId.get(id) as Claim)
      queue.push(...(near.get(id) ?? []))
    }
    groups.push(group.sort(byWeight))
  }
  return groups
}

/** A group is settled when one claim is accepted and no other still stands against it. */
export function settled(group: Conflict): boolean {
  return group.some((c) => c.status === 'accepted') && group.every((c) => c.status === 'accepted' || c.status === 'rejected')
}

export interface ClaimGroup {
  kind: Kind
  id: string
  claims: Claim[]
}

/** Claims by the record they are about, in the order the records are given; records not listed come last. */
export function byRecord(claims: readonly Claim[], order: readonly string[]): ClaimGroup[] {
  const groups = new Map<string, ClaimGroup>()
  for (const claim of claims) {
    const group = groups.get(claim.about_id) ?? { kind: claim.about_kind, id: claim.about_id, claims: [] }
    group.claims.push(claim)
    groups.set(claim.about_id, group)
  }
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length)
  return [...groups.values()].sort((a, b) => place(a.id) - place(b.id)).map((g) => ({ ...g, claims: g.claims.sort(byWeight) }))
}

/** The two-part grade of a claim, `B2`: its own letter, else that of its source. */
export function gradeOf(claim: Claim, source: { reliability: string } | undefined): string {
  return `${(claim.reliability ?? source?.reliability ?? 'f').toUpperCase()}${claim.credibility.slice(1)}`
}
