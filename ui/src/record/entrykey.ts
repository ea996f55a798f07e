/** What is known of an entry of the calendar without any words. */
import type { CalendarEntry } from '../api/types'

/** One day is known, and which. */
export const isCertain = (entry: CalendarEntry): boolean => entry.earliest !== null && entry.earliest === entry.latest

/** A key of its own among entries. */
export const entryKey = (entry: CalendarEntry): string => `${entry.kind}:${entry.id}:${entry.part}`
