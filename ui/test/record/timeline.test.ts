import { describe, expect, test } from 'vitest'

import { layout, type Entry, type Picture } from '../../src/components/timeline/layout'
import { scaleOf } from '../../src/components/timeline/scale'
import { dayText, toDay } from '../../src/record/days'

const day = (text: string): number => toDay(text) as number
const measure = (text: string): number => text.length * 7
const entry = (id: string, kind: Entry['kind'], from: string | null, to: string | null = from, extra: Partial<Entry> = {}): Entry => ({
  id, lane: 'a', label: id, kind, earliest: from ? day(from) : null, latest: to ? day(to) : null, ...extra,
})
const draw = (entries: Entry[], today = '2026-01-23', width = 700): Picture => layout([{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }], entries, { width, left: 100, today: day(today), measure })
const mark = (picture: Picture, id: string) => {
  const found = picture.marks.find((one) => one.entry.id === id)
  if (!found) throw new Error(`no mark ${id}`)
  return found
}

describe('the axis', () => {
  test('days run from left to right', () => {
    const { x } = scaleOf([[day('2025-11-01'), day('2026-02-01')]], day('2026-01-23'), 100, 700)
    expect(x(day('2025-11-01'))).toBeGreaterThanOrEqual(100)
    expect(x(day('2025-12-01'))).toBeGreaterThan(x(day('2025-11-01')))
    expect(x(day('2026-02-01'))).toBeLessThanOrEqual(700)
  })
  test('what lies outside stays on the edge', () => {
    const { x } = scaleOf([[day('2025-11-01'), day('2026-02-01')]], day('2026-01-23'), 100, 700)
    expect([x(day('1990-01-01')), x(day('2090-01-01'))]).toEqual([100, 700])
  })
  test('years without anything are folded, and a break says so', () => {
    const scale = scaleOf([[day('2012-05-01'), day('2012-05-01')], [day('2025-06-01'), day('2026-01-20')]], day('2026-01-23'), 100, 700)
    expect(scale.breaks).toHaveLength(1)
    expect(scale.x(day('2025-12-31')) - scale.x(day('2025-07-01'))).toBeGreaterThan(200)
  })
  test('a date known only within years does not widen it', () => {
    const scale = scaleOf([[day('2022-07-01'), day('2026-01-31')], [day('2025-11-01'), day('2026-01-20')]], day('2026-01-23'), 100, 700)
    expect(dayText(scale.segments[0]?.from ?? 0) > '2025-09').toBe(true)
  })
  test('one single day still makes an axis', () => {
    const scale = scaleOf([[day('2025-12-01'), day('2025-12-01')]], day('2025-12-01'), 100, 700)
    expect(scale.ticks.length).toBeGreaterThan(0)
    expect(Number.isFinite(scale.x(day('2025-12-01')))).toBe(true)
  })
  test('nothing at all is drawn around today', () => expect(Number.isFinite(scaleOf([], day('2026-01-23'), 100, 700).x(day('2026-01-23')))).toBe(true))
  test('marks of months never stand closer than their words', () => {
    for (const years of [1, 3, 10, 40]) {
      const { ticks } = scaleOf([[day(`${2026 - years}-01-01`), day('2026-01-01')]], day('2026-01-23'), 100, 700)
      for (const [i, tick] of ticks.entries()) if (i > 0) expect(tick.x - (ticks[i - 1]?.x ?? 0), String(years)).toBeGreaterThan(55)
    }
  })
})

describe('marks', () => {
  test('an act of one day is a dot, an intervention a ring', () => {
    const picture = draw([entry('act', 'act', '2025-12-24'), entry('letter', 'intervention', '2026-01-10')])
    expect([mark(picture, 'act').shape, mark(picture, 'letter').shape]).toEqual(['dot', 'ring'])
  })
  test('an uncertain date is a soft bar as long as the doubt', () => {
    const picture = draw([entry('x', 'act', '2026-01-11', '2026-01-20'), entry('y', 'act', '2025-11-01')])
    expect(mark(picture, 'x').shape).toBe('soft')
    expect(mark(picture, 'x').width).toBeGreaterThan(10)
  })
  test('a measure is a bar up to its expiry', () => {
    const picture = draw([entry('m', 'measure', '2025-12-24', '2025-12-24', { expires: day('2026-02-24'), open: true })])
    const bar = mark(picture, 'm')
    expect(bar.shape).toBe('bar')
    expect(bar.expiryX).toBeCloseTo(bar.x + bar.width, 1)
  })
  test('a measure without an end runs to today and on', () => {
    const bar = mark(draw([entry('m', 'measure', '2025-11-01', '2025-11-30', { open: true })]), 'm')
    expect(bar.shape).toBe('bar')
    expect(bar.cutEnd).toBe(true)
  })
  test('an open start is cut at the edge', () => {
    const soft = mark(draw([entry('x', 'act', null, '2025-11-30'), entry('y', 'act', '2025-12-24')]), 'x')
    expect([soft.shape, soft.cutStart]).toEqual(['soft', true])
  })
  test('what has no date is left out', () => expect(draw([entry('x', 'act', null, null), entry('y', 'act', '2025-12-24')]).marks.map((one) => one.entry.id)).toEqual(['y']))
  test('today is shown when it lies near', () => {
    expect(draw([entry('x', 'act', '2025-12-24')]).todayX).not.toBeNull()
    expect(draw([entry('x', 'act', '2012-12-24')]).todayX).toBeNull()
  })
  test('lanes without anything are not drawn', () => expect(draw([entry('x', 'act', '2025-12-24')]).lanes.map((lane) => lane.id)).toEqual(['a']))
})

describe('labels', () => {
  const crowd = Array.from({ length: 24 }, (_, i) => entry(`something longer ${i}`, 'act', `2025-${String(1 + (i % 12)).padStart(2, '0')}-0${1 + (i % 9)}`))
  const extent = (one: Picture['marks'][number]): [number, number] => {
    const width = measure(one.label.text)
    const [a, b] = one.label.anchor === 'start' ? [one.label.x, one.label.x + width] : [one.label.x - width, one.label.x]
    return [Math.min(a, one.x - 5), Math.max(b, one.x + Math.max(one.width, 5))]
  }
  test('never lie on each other', () => {
    for (const width of [320, 520, 700, 1100]) {
      const rows = new Map<number, [number, number][]>()
      for (const one of draw(crowd, '2026-01-23', width).marks) rows.set(one.y, [...(rows.get(one.y) ?? []), extent(one)])
      for (const row of rows.values()) {
        const sorted = row.sort((a, b) => a[0] - b[0])
        for (const [i, [from]] of sorted.entries()) if (i > 0) expect(from, String(width)).toBeGreaterThanOrEqual(sorted[i - 1]?.[1] ?? 0)
      }
    }
  })
  test('never leave the picture', () => {
    for (const one of draw(crowd, '2026-01-23', 420).marks) {
      const [from, to] = extent(one)
      expect(from).toBeGreaterThanOrEqual(94)
      expect(to).toBeLessThanOrEqual(420)
    }
  })
  test('stand inside a bar that is long enough', () => expect(mark(draw([entry('m', 'measure', '2025-11-24', '2025-11-24', { expires: day('2026-02-24'), open: true })]), 'm').label.inside).toBe(true))
})
