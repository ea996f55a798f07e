import { describe, expect, test } from 'vitest'

import type { CalendarEntry } from '../src/api/types'
import { byDay, isWide, rangeOf, sameDay, shift, touching, weekday, weeksOf } from '../src/features/calendar/month'

let count = 0
const entry = (earliest: string | null, latest = earliest): CalendarEntry => ({
  kind: 'hearing', record: 'proceeding', id: `r${(count += 1)}`, part: 0, date: null, earliest, latest, case_id: null, case: '', party_id: null, party: '', code: '', title: '', rule: '', overdue: false, outdated: false,
})

describe('months', () => {
  test('weeks begin on Monday', () => expect(['2026-01-26', '2026-01-31', '2026-02-01'].map(weekday)).toEqual([0, 5, 6]))
  test('the weeks a month touches', () => expect(rangeOf({ year: 2026, month: 1 })).toEqual({ from: '2025-12-29', to: '2026-02-01' }))
  test('a month that fits', () => expect(rangeOf({ year: 2021, month: 2 })).toEqual({ from: '2021-02-01', to: '2021-02-28' }))
  test('over the end of a year', () => expect([shift({ year: 2025, month: 12 }, 1), shift({ year: 2026, month: 1 }, -13)]).toEqual([{ year: 2026, month: 1 }, { year: 2024, month: 12 }]))
  test('the last day of a shorter month', () => expect([sameDay('2026-01-31', 1), sameDay('2024-01-31', 1), sameDay('2026-03-31', -1), sameDay('2024-02-29', 12)]).toEqual(['2026-02-28', '2024-02-29', '2026-02-28', '2025-02-28']))
})

describe('a month laid out', () => {
  const cells = (entries: CalendarEntry[]) => weeksOf({ year: 2026, month: 1 }, entries).flat()
  const cell = (entries: CalendarEntry[], day: string) => cells(entries).find((one) => one.day === day)
  test('five weeks of seven days', () => expect([cells([]).length, cells([]).filter((one) => one.inside).length]).toEqual([35, 31]))
  test('a day has what is on it', () => {
    const one = entry('2026-01-13')
    expect(cell([one], '2026-01-13')?.entries).toEqual([one])
    expect(cell([one], '2026-01-14')?.entries).toEqual([])
  })
  test('what may be on several days is a bar over them, broken at the week', () => {
    const bar = entry('2026-01-10', '2026-01-13')
    const pieces = ['2026-01-09', '2026-01-10', '2026-01-11', '2026-01-12', '2026-01-13', '2026-01-14'].map((day) => {
      const piece = cell([bar], day)?.bars[0]
      return piece ? [piece.first, piece.starts, piece.ends].map(Number).join('') : ''
    })
    expect(pieces).toEqual(['', '110', '000', '100', '001', ''])
    expect(cells([bar]).every((one) => one.entries.length === 0)).toBe(true)
  })
  test('bars beside each other take lanes, one after the other share one', () => {
    const [a, b, c] = [entry('2026-01-05', '2026-01-07'), entry('2026-01-06', '2026-01-09'), entry('2026-01-08', '2026-01-09')]
    const lanes = (day: string) => cell([a, b, c], day)?.bars.map((piece) => (piece === null ? '-' : ['a', 'b', 'c'][[a, b, c].indexOf(piece.entry)])).join('')
    expect(['05', '06', '07', '08', '09'].map((day) => lanes(`2026-01-${day}`))).toEqual(['a', 'ab', 'ab', 'cb', 'cb'])
  })
  test('a year is too wide for a month', () => {
    const year = entry('2026-01-01', '2026-12-31')
    expect([isWide(year), isWide(entry('2026-01-01', '2026-01-31')), isWide(entry(null))]).toEqual([true, false, true])
    expect(cells([year]).every((one) => one.bars.length === 0)).toBe(true)
    expect(touching([year], '2026-01-05')).toEqual([])
  })
})

test('a list by day: each entry once, under the first of its days that is asked for', () => {
  const [before, here] = [entry('2025-12-20', '2026-01-10'), entry('2026-01-03')]
  expect(byDay([before, here], '2026-01-01').map((group) => [group.day, group.entries.length])).toEqual([['2026-01-01', 1], ['2026-01-03', 1]])
})

test('on a chosen day the certain come first', () => {
  const [soft, sure] = [entry('2026-01-01', '2026-01-10'), entry('2026-01-03')]
  expect(touching([soft, sure], '2026-01-03')).toEqual([sure, soft])
})
