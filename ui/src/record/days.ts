/** Plain days as numbers: whole days since 1970-01-01, without clocks or zones, so that a date is the same day everywhere. */

export type Day = number

/** `2025-11-13` as a day; `null` for anything else. */
export function toDay(text: string | null | undefined): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '')
  if (!found) return null
  return Math.round(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / 86_400_000)
}

/** Year, month (1 to 12) and day of the month. */
export function fromDay(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** A day as `2025-11-13`. */
export function dayText(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** First day of a month; months beyond 12 run on into later years. */
export function monthStart(year: number, month: number): Day {
  return Math.round(Date.UTC(year, month - 1, 1) / 86_400_000)
}

/** How many days a month has. */
export function monthLength(year: number, month: number): number {
  return monthStart(year, month + 1) - monthStart(year, month)
}
