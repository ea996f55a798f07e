/**
 * Where everything of a case's timeline goes: acts as dots, dates not known to the day as soft bars, measures as bars with their expiry,
 * interventions as rings, today as a line. Pure: the same case gives the same picture, and labels never lie on each other.
 */
import type { Day } from '../../record/days'
import { scaleOf, type Scale, type Stretch } from './scale'

export interface Lane {
  id: string
  label: string
}

export interface Entry {
  id: string
  lane: string
  label: string
  kind: 'act' | 'measure' | 'proceeding' | 'intervention'
  /** Earliest and latest day it may have begun; null where that side is open. */
  earliest: Day | null
  latest: Day | null
  /** Last day, for what lasts. */
  until?: Day | null
  /** Runs out on. */
  expires?: Day | null
  /** Still in force, as far as is known. */
  open?: boolean
}

export interface Mark {
  entry: Entry
  shape: 'dot' | 'ring' | 'soft' | 'bar'
  x: number
  width: number
  y: number
  /** Runs on beyond the axis, or has no known end there. */
  cutStart: boolean
  cutEnd: boolean
  expiryX: number | null
  label: { x: number; anchor: 'start' | 'end'; inside: boolean; text: string }
}

export interface Picture {
  width: number
  height: number
  left: number
  top: number
  lanes: { id: string; label: string; y: number; height: number }[]
  marks: Mark[]
  scale: Scale
  todayX: number | null
}

export interface Options {
  width: number
  /** Room for the names of the lanes. */
  left: number
  today: Day
  /** Room the words of a tick need. */
  tickRoom?: number
  /** Width of a text as it will be drawn. */
  measure: (text: string) => number
}

const ROW = 28
const PAD = 6
const TOP = 26
const FOOT = 18
const DOT = 5
const GAP = 6

/** A bar begins no later than this after its earliest day to count as sharp. */
const SHARP = 1

function endOf(entry: Entry, today: Day): Day {
  const start = entry.latest ?? entry.earliest ?? today
  if (entry.kind !== 'measure') return entry.until ?? start
  return entry.until ?? entry.expires ?? (entry.open ? Math.max(today, start) : start)
}

function stretchOf(entry: Entry, today: Day): Stretch {
  const from = entry.earliest ?? (entry.latest as Day)
  const to = entry.latest ?? (entry.earliest as Day)
  return [from, Math.max(to, endOf(entry, today))]
}

function cut(text: string, room: number, measure: Options['measure']): string {
  if (measure(text) <= room) return text
  let end = text.length - 1
  while (end > 1 && measure(`${text.slice(0, end).trimEnd()}…`) > room) end -= 1
  return end <= 3 ? '' : `${text.slice(0, end).trimEnd()}…`
}

type Drawn = Omit<Mark, 'y' | 'label'>

function draw(entry: Entry, scale: Scale, today: Day): Drawn {
  const [from, to] = stretchOf(entry, today)
  const first = scale.segments[0] as { from: Day }
  const last = scale.segments.at(-1) as { to: Day }
  const x = scale.x(from)
  const end = scale.x(to)
  const cutStart = entry.earliest === null || from < first.from
  const cutEnd = (entry.latest === null && entry.kind !== 'measure') || to > last.to
  const expiryX = entry.expires !== null && entry.expires !== undefined && entry.expires >= first.from && entry.expires <= last.to ? scale.x(entry.expires) : null
  if (entry.kind === 'measure' && end - x > 6) {
    return { entry, shape: 'bar', x, width: end - x, cutStart, cutEnd: cutEnd || (entry.until == null && entry.expires == null && entry.open === true), expiryX }
  }
  const lasting = entry.until !== null && entry.until !== undefined && end - x > 12
  if (lasting || to - from > SHARP || cutStart || cutEnd) {
    const width = Math.max(end - x, 18)
    const room = scale.segments.at(-1)?.x1 ?? x + width
    const fitted = Math.min(x, room - width)
    return { entry, shape: 'soft', x: cutStart && entry.earliest === null ? Math.max(fitted - 14, scale.segments[0]?.x0 ?? 0) : fitted, width, cutStart, cutEnd, expiryX }
  }
  return { entry, shape: entry.kind === 'intervention' ? 'ring' : 'dot', x, width: 0, cutStart: false, cutEnd: false, expiryX }
}

interface Placed extends Drawn {
  from: number
  to: number
  label: Mark['label']
}

/** Puts the label where there is room: inside a bar, else after the mark, else before it; cut only when neither side has enough. */
function place(mark: Drawn, options: Options): Placed {
  const { measure, left, width } = options
  const text = mark.entry.label
  const start = mark.x - (mark.width === 0 ? DOT : 0)
  const end = Math.max(mark.x + (mark.width === 0 ? DOT : mark.width), (mark.expiryX ?? 0) + 2)
  const wide = measure(text)
  if (mark.width >= wide + 16) return { ...mark, from: start, to: end, label: { x: mark.x + 8, anchor: 'start', inside: true, text } }
  const after = width - end - GAP - 2
  const before = start - GAP - left
  if (wide <= after || after >= before) {
    const shown = cut(text, after, measure)
    return { ...mark, from: start, to: end + (shown ? GAP + measure(shown) : 0), label: { x: end + GAP, anchor: 'start', inside: false, text: shown } }
  }
  const shown = cut(text, before, measure)
  return { ...mark, from: start - GAP - measure(shown), to: end, label: { x: start - GAP, anchor: 'end', inside: false, text: shown } }
}

/** First row in which the mark and its label touch nothing already there. */
function rowFor(rows: [number, number][][], from: number, to: number): number {
  for (const [i, row] of rows.entries()) {
    if (row.every(([a, b]) => to + 8 <= a || from >= b + 8)) {
      row.push([from, to])
      return i
    }
  }
  rows.push([[from, to]])
  return rows.length - 1
}

/** The whole picture. Entries without any date are left out: they stand in the table beside it. */
export function layout(lanes: readonly Lane[], entries: readonly Entry[], options: Options): Picture {
  const dated = entries.filter((entry) => entry.earliest !== null || entry.latest !== null)
  const scale = scaleOf(dated.map((entry) => stretchOf(entry, options.today)), options.today, options.left, options.width - 2, options.tickRoom)
  const marks: Mark[] = []
  const drawnLanes: Picture['lanes'] = []
  let y = TOP
  for (const lane of lanes) {
    const own = dated.filter((entry) => entry.lane === lane.id)
    if (own.length === 0) continue
    const placed = own.map((entry) => place(draw(entry, scale, options.today), options)).sort((a, b) => a.from - b.from)
    const rows: [number, number][][] = []
    for (const { from, to, ...mark } of placed) marks.push({ ...mark, y: y + PAD + rowFor(rows, from, to) * ROW + ROW / 2 })
    const height = rows.length * ROW + PAD * 2
    drawnLanes.push({ id: lane.id, label: lane.label, y, height })
    y += height
  }
  const first = scale.segments[0] as { from: Day }
  const last = scale.segments.at(-1) as { to: Day }
  const todayX = options.today >= first.from && options.today <= last.to ? scale.x(options.today) : null
  return { width: options.width, height: y + FOOT, left: options.left, top: TOP, lanes: drawnLanes, marks, scale, todayX }
}
