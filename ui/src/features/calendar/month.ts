/** A month laid out in weeks: which entries stand on a day, and the soft bars of those whose day is not known. Pure, so that it can be tried. */
import type { CalendarEntry } from '../../api/types'
import { entryKey, isCertain } from '../../record/entrykey'
import { dayText, fromDay, monthLength, monthStart, toDay } from '../../record/days'

/** A date that may be on any of more days than this says little about a day: it stands above the month and not in it. */
export const WIDE = 31

export interface Month {
  year: number
  month: number
}

/** One piece of a bar, in the cell of its day. */
export interface Piece {
  entry: CalendarEntry
  /** The first of its days in this week: here its words stand. */
  first: boolean
  /** Its first day of all, its last. */
  starts: boolean
  ends: boolean
}

export interface Cell {
  day: string
  /** In the month itself and not in those beside it. */
  inside: boolean
  /** What is on this very day. */
  entries: CalendarEntry[]
  /** By lane; null where the lane is free on this day. */
  bars: (Piece | null)[]
}

export const monthOf = (day: string): Month => {
  const { year, month } = fromDay(toDay(day) ?? 0)
  return { year, month }
}

/** Another month, so many later. */
export function shift({ year, month }: Month, by: number): Month {
  const at = year * 12 + month - 1 + by
  return { year: Math.floor(at / 12), month: (((at % 12) + 12) % 12) + 1 }
}

/** The same day of another month; its last day where that month is shorter. */
export function sameDay(day: string, by: number): string {
  const at = fromDay(toDay(day) ?? 0)
  const to = shift(at, by)
  return dayText(monthStart(to.year, to.month) + Math.min(at.day, monthLength(to.year, to.month)) - 1)
}

/** So many days later. */
export const later = (day: string, by: number): string => dayText((toDay(day) ?? 0) + by)

/** 0 for Monday to 6 for Sunday. */
export const weekday = (day: string): number => ((((toDay(day) ?? 0) + 3) % 7) + 7) % 7

/** First and last day of the weeks a month touches. */
export function rangeOf({ year, month }: Month): { from: string; to: string } {
  const first = dayText(monthStart(year, month))
  const last = dayText(monthStart(year, month) + monthLength(year, month) - 1)
  return { from: later(first, -weekday(first)), to: later(last, 6 - weekday(last)) }
}

/** Dates too vague for a day. */
export function isWide(entry: CalendarEntry): boolean {
  const [first, last] = [toDay(entry.earliest), toDay(entry.latest)]
  return first === null || last === null || last - first + 1 > WIDE
}

/** Weeks from Monday to Sunday, each of seven cells. */
export function weeksOf(month: Month, entries: readonly CalendarEntry[]): Cell[][] {
  const { from, to } = rangeOf(month)
  const weeks: Cell[][] = []
  for (let start = from; start <= to; start = later(start, 7)) weeks.push(weekOf(start, month, entries))
  return weeks
}

function weekOf(start: string, month: Month, entries: readonly CalendarEntry[]): Cell[] {
  const end = later(start, 6)
  const cells = Array.from({ length: 7 }, (_, at): Cell => {
    const day = later(start, at)
    const { year, month: of } = monthOf(day)
    return { day, inside: year === month.year && of === month.month, entries: entries.filter((one) => isCertain(one) && one.earliest === day), bars: [] }
  })
  const spans = entries.filter((one) => !isCertain(one) && !isWide(one) && (one.earliest ?? '') <= end && (one.latest ?? '') >= start)
  /** Last day taken in each lane. */
  const lanes: string[] = []
  for (const entry of spans) {
    const first = (entry.earliest ?? '') > start ? (entry.earliest ?? '') : start
    const last = (entry.latest ?? '') < end ? (entry.latest ?? '') : end
    let lane = lanes.findIndex((taken) => taken < first)
    if (lane < 0) lane = lanes.length
    lanes[lane] = last
    for (const cell of cells) {
      if (cell.day < first || cell.day > last) continue
      while (cell.bars.length <= lane) cell.bars.push(null)
      cell.bars[lane] = { entry, first: cell.day === first, starts: cell.day === entry.earliest, ends: cell.day === entry.latest }
    }
  }
  return cells
}

/** Entries by their first day, each once; those that began before `from` stand under it. */
export function byDay(entries: readonly CalendarEntry[], from: string): { day: string; entries: CalendarEntry[] }[] {
  const groups = new Map<string, CalendarEntry[]>()
  for (const entry of entries) {
    const first = entry.earliest ?? entry.latest
    if (!first) continue
    const day = first < from ? from : first
    groups.set(day, [...(groups.get(day) ?? []), entry])
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([day, list]) => ({ day, entries: list }))
}

/** What touches a day, certain ones first. */
export function touching(entries: readonly CalendarEntry[], day: string): CalendarEntry[] {
  const here = entries.filter((one) => !isWide(one) && (one.earliest ?? '') <= day && (one.latest ?? '') >= day)
  return [...here].sort((a, b) => Number(isCertain(b)) - Number(isCertain(a)) || entryKey(a).localeCompare(entryKey(b)))
}
