import { expect, test } from 'vitest'

import type { HandoverLeaks, LeakHit } from '../src/api/types'
import { actOf, asTheyAre, atFirst, decided, groups, possible, waiting } from '../src/features/handover/leaks'

const hit = (id: string, more: Partial<LeakHit> = {}): LeakHit => ({
  id, place: 'record', kind: 'note', record: 'r', label: 'A note', case: 'KZ-001', field: 'text', what: 'name', whose: 'w', needle: 'N', why: 'N was here', marks: [[0, 1]], times: 1,
  act: 'replace', replaceable: true, ...more,
})
const found = (hits: LeakHit[]): HandoverLeaks => ({ hits, unlooked: [{ id: 'f', record: 'r', label: 'photo', case: null, reason: 'picture', act: null }], copies: [{ id: 'original:p', record: 'p', label: 'photo', case: null, act: 'replace' }], more: false, waiting: 1, sealed_missed: false })

test('what waits comes first, and one thing stands together', () => {
  const list = groups([hit('a'), hit('b', { whose: 'x' }), hit('c', { whose: 'x', act: null }), hit('d')])
  expect(list.map((group) => [group.whose, group.hits.map((one) => one.id)])).toEqual([['x', ['b', 'c']], ['w', ['a', 'd']]])
})

test('however many places there are, one that waits is in sight', () => {
  const hits = [hit('a'), hit('b'), hit('c'), hit('d', { act: null }), hit('e')]
  const [group] = groups(hits)
  expect(atFirst(group!, 2).map((one) => one.id)).toEqual(['a', 'b', 'd'])
  expect(atFirst(group!, 9)).toEqual(hits)
})

test('a decision replaces the one before, and is counted', () => {
  const all = found([hit('a', { act: null, replaceable: false, place: 'text' }), hit('b')])
  expect(waiting(all, [])).toBe(2)
  const first = decided([], ['a', 'f'], 'accept', 'known')
  expect(waiting(all, first)).toBe(0)
  const second = decided(first, ['a'], 'leave-out', '')
  expect(second.filter((one) => one.hit === 'a')).toEqual([{ hit: 'a', act: 'leave-out', reason: '' }])
  expect(actOf(all.hits[0]!, second)).toBe('leave-out')
  expect(actOf(all.hits[1]!, second)).toBe('replace')
})

test('other words go into records only, and a message stays with its writer', () => {
  expect(possible(hit('a'), 'replace')).toBe(true)
  expect(possible(hit('a', { replaceable: false, place: 'text' }), 'replace')).toBe(false)
  expect(possible(hit('a', { place: 'message' }), 'leave-out')).toBe(false)
  expect(possible(found([]).unlooked[0]!, 'replace')).toBe(false)
  expect(possible(found([]).unlooked[0]!, 'leave-out')).toBe(true)
})

test('a picture goes as a copy, or as it is with a reason, and nobody has to wait for it', () => {
  const all = found([])
  const [copy] = all.copies
  expect([possible(copy!, 'replace'), possible(copy!, 'leave-out'), possible(copy!, 'accept')]).toEqual([true, false, true])
  expect(actOf(copy!, [])).toBe('replace')
  const taken = decided([], [copy!.id, 'f'], 'accept', 'the court asked')
  expect(asTheyAre(all, taken)).toEqual([{ hit: 'original:p', act: 'accept', reason: 'the court asked' }])
  expect(asTheyAre(all, decided(taken, [copy!.id], 'replace', ''))).toEqual([])
  expect(waiting(all, taken)).toBe(0)
})
