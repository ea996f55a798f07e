/**
 * Reads stored EDTF (ISO 8601-2 levels 0 and 1, one-of-a-set of level 2) into the shape a person would say it in.
 * Whether a date is valid is decided in the engine; this only finds words for one that already is.
 */
import { monthLength } from './days'

export interface Part {
  year: string
  month?: number
  day?: number
  /** 21 spring to 24 winter. */
  season?: number
  about: boolean
  unsure: boolean
}

export type Shape =
  | { kind: 'one'; part: Part }
  /** Lasted from .. to; an open end is null. */
  | { kind: 'span'; from: Part | null; to: Part | null }
  /** Some day between; an open end is null. */
  | { kind: 'within'; from: Part | null; to: Part | null }
  /** First, middle or last third of a month. */
  | { kind: 'third'; third: 'early' | 'mid' | 'late'; part: Part }
  | { kind: 'either'; parts: Part[] }

function part(text: string): Part | null {
  const found = /^([?~%]?)(\d{3}[\dX]|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%]?)$/.exec(text.trim())
  if (!found) return null
  const mark = (found[1] ?? '') + (found[5] ?? '')
  const made: Part = { year: found[2] ?? '', about: /[~%]/.test(mark), unsure: /[?%]/.test(mark) }
  const month = Number(found[3])
  if (month >= 21) made.season = month
  else if (month >= 1) made.month = month
  if (made.month && Number(found[4]) >= 1) made.day = Number(found[4])
  return made
}

function third(from: Part, to: Part): Shape | null {
  if (!from.day || !to.day || !from.month || from.year !== to.year || from.month !== to.month) return null
  const last = monthLength(Number(from.year), from.month)
  const which = from.day === 1 && to.day === 10 ? 'early' : from.day === 11 && to.day === 20 ? 'mid' : from.day === 21 && to.day === last ? 'late' : null
  return which && { kind: 'third', third: which, part: { ...from, day: undefined } as Part }
}

/** The shape of a stored date, or `null` where it is none of those this window has words for. */
export function readEdtf(text: string): Shape | null {
  const set = /^\[(.*)\]$/.exec(text)
  if (set) {
    const inner = set[1] ?? ''
    if (!inner.includes('..')) {
      const parts = inner.split(',').map(part)
      return parts.every((p) => p !== null) ? { kind: 'either', parts: parts as Part[] } : null
    }
    const [a = '', b = ''] = inner.split('..')
    const [from, to] = [part(a), part(b)]
    if (!from && !to) return null
    return (from && to && third(from, to)) || { kind: 'within', from, to }
  }
  if (text.includes('/')) {
    const [a = '', b = ''] = text.split('/')
    const [from, to] = [part(a), part(b)]
    return from || to ? { kind: 'span', from, to } : null
  }
  const one = part(text)
  return one && { kind: 'one', part: one }
}
