/** What is decided about places where something that must stay would show. */
import type { HandoverLeaks, LeakChoice, LeakCopy, LeakFile, LeakHit } from '../../api/types'

export type Act = 'replace' | 'leave-out' | 'accept'
export const ACTS = ['replace', 'leave-out', 'accept'] as const

/** Something found: a place, a file that could not be looked into, a picture of which a copy would go. */
export type Found = LeakHit | LeakFile | LeakCopy

/** Places of one hidden thing. */
export interface Group {
  whose: string
  needle: string
  hits: LeakHit[]
}

/** By whose it is; those where something waits first. */
export function groups(hits: readonly LeakHit[]): Group[] {
  const found = new Map<string, Group>()
  for (const hit of hits) {
    const group = found.get(hit.whose) ?? { whose: hit.whose, needle: hit.needle, hits: [] }
    group.hits.push(hit)
    found.set(hit.whose, group)
  }
  const waits = (group: Group) => (group.hits.some((hit) => hit.act === null) ? 0 : 1)
  return [...found.values()].sort((one, other) => waits(one) - waits(other))
}

/** The places that are shown before somebody asks for all: the first so many, and every one that waited when it was found, or nobody could decide it. */
export function atFirst(group: Group, many: number): LeakHit[] {
  return group.hits.filter((hit, at) => at < many || hit.act === null)
}

/** What can be done about it. */
export function possible(one: Found, act: Act): boolean {
  if (act === 'accept') return true
  if (!('place' in one)) return act === ('reason' in one ? 'leave-out' : 'replace')
  if (act === 'replace') return one.replaceable
  return one.place !== 'message' && !(one.kind === 'case' && one.field === 'reference')
}

/** What is done about it now. */
export function actOf(one: Found, choices: readonly LeakChoice[]): string | null {
  return choices.find((choice) => choice.hit === one.id)?.act ?? one.act
}

/** The choices with another one for these. */
export function decided(choices: readonly LeakChoice[], ids: readonly string[], act: Act, reason: string): LeakChoice[] {
  return [...choices.filter((choice) => !ids.includes(choice.hit)), ...ids.map((hit) => ({ hit, act, reason }))]
}

/** How many wait for a decision. */
export function waiting(found: HandoverLeaks, choices: readonly LeakChoice[]): number {
  return [...found.hits, ...found.unlooked].filter((one) => actOf(one, choices) === null).length
}

/** Nothing here that anybody has to see. */
export function isClear(found: HandoverLeaks): boolean {
  return found.hits.length === 0 && found.unlooked.length === 0 && found.copies.length === 0 && !found.sealed_missed
}

/** Everything in it that can be decided. */
export function everything(found: HandoverLeaks): Found[] {
  return [...found.hits, ...found.unlooked, ...found.copies]
}

/** The choices of pictures that go as they are: what these say of themselves has to be looked into too. */
export function asTheyAre(found: HandoverLeaks | null, choices: readonly LeakChoice[]): LeakChoice[] {
  const copies = new Set(found?.copies.map((one) => one.id))
  return choices.filter((choice) => choice.act === 'accept' && copies.has(choice.hit))
}
