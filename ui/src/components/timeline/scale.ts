/**
 * The time axis of a case. One old event must not squeeze the months that matter: stretches in which nothing happened are folded into a
 * short break, and dates known only within years do not widen the axis (their bars run off its edge instead).
 */
import { fromDay, monthStart, type Day } from '../../record/days'

export interface Segment {
  from: Day
  to: Day
  x0: number
  x1: number
}
export interface Tick {
  x: number
  day: Day
  withYear: boolean
}
export interface Scale {
  segments: Segment[]
  /** Places where empty time was folded away. */
  breaks: number[]
  /** Position of a day, held inside the axis. */
  x: (day: Day) => number
  ticks: Tick[]
}

/** From and to of something on the axis, in days. */
export type Stretch = readonly [Day, Day]

/** Dates known to within so many days set the axis, if there are a few of them; else those within so many; else all. */
const CLOSE = 100
const WIDE = 550
const FEW = 3
const BREAK_WIDTH = 30

/** Stretches that overlap or nearly touch, joined; in order. */
function clusters(stretches: readonly Stretch[], near: number): [Day, Day][] {
  const out: [Day, Day][] = []
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from - last[1] <= near) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

function segmentsOf(parts: [Day, Day][], x0: number, x1: number): Segment[] {
  const days = parts.reduce((sum, [from, to]) => sum + (to - from), 0)
  const room = x1 - x0 - BREAK_WIDTH * (parts.length - 1)
  let at = x0
  return parts.map(([from, to]) => {
    const width = (room * (to - from)) / days
    const segment = { from, to, x0: at, x1: at + width }
    at += width + BREAK_WIDTH
    return segment
  })
}

function position(segments: readonly Segment[], day: Day): number {
  const first = segments[0] as Segment
  if (day <= first.from) return first.x0
  let last = first
  for (const segment of segments) {
    if (day < segment.from) return (last.x1 + segment.x0) / 2
    if (day <= segment.to) return segment.x0 + ((day - segment.from) / (segment.to - segment.from)) * (segment.x1 - segment.x0)
    last = segment
  }
  return last.x1
}

/** Month, quarter or year lines, never closer than `room` apart. */
function ticksOf(segment: Segment, room: number, first: boolean): Tick[] {
  const perDay = (segment.x1 - segment.x0) / (segment.to - segment.from)
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((months) => months * 30.4 * perDay >= room) ?? 240
  const start = fromDay(segment.from)
  const out: Tick[] = []
  let month = step >= 12 ? 1 : Math.floor((start.month - 1) / step) * step + 1
  for (let guard = 0; guard < 400; guard += 1, month += step) {
    const day = monthStart(start.year, month)
    if (day > segment.to) break
    if (day < segment.from) continue
    const x = segment.x0 + (day - segment.from) * perDay
    if (x > segment.x1 - 12) break
    const at = fromDay(day)
    out.push({ x, day, withYear: (first && out.length === 0) || (!first && out.length === 0) || at.month === 1 || step >= 12 })
  }
  return out
}

/** The axis over everything given, from `x0` to `x1`; today is included when it lies near. Ticks stand at least `room` apart. */
export function scaleOf(stretches: readonly Stretch[], today: Day, x0: number, x1: number, room = 64): Scale {
  const within = (days: number): Stretch[] => stretches.filter(([from, to]) => to - from <= days)
  const narrow = within(CLOSE).length >= FEW ? within(CLOSE) : within(WIDE)
  const core = (narrow.length > 0 ? narrow : stretches).map((s): Stretch => [s[0], s[1]])
  const all = core.length > 0 ? core : ([[today - 30, today + 30]] as Stretch[])
  const end = Math.max(...all.map((s) => s[1]))
  const begin = Math.min(...all.map((s) => s[0]))
  const span = Math.max(end - begin, 30)
  const withToday = today > begin && today - end <= Math.max(span * 0.6, 90) ? [...all, [today, today] as const] : all
  const near = Math.max(span * 0.28, 200)
  const parts = clusters(withToday, near).map(([from, to]): [Day, Day] => [from, Math.max(to, from + 1)])
  const total = parts.reduce((sum, [from, to]) => sum + to - from, 0)
  const pad = Math.max(total * 0.04, 12 / parts.length)
  const padded = parts.map(([from, to]): [Day, Day] => [Math.floor(from - pad), Math.ceil(to + pad)])
  const segments = segmentsOf(padded, x0, x1)
  const breaks = segments.slice(1).map((segment, i) => ((segments[i] as Segment).x1 + segment.x0) / 2)
  return { segments, breaks, x: (day) => position(segments, day), ticks: segments.flatMap((segment, i) => ticksOf(segment, room, i === 0)) }
}
