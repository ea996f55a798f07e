/** Months in a row, also those without acts, so that a gap in time is a gap in the picture. */
import type { Figure } from '../../api/types'

export interface MonthFigure {
  year: number
  /** 1 to 12. */
  month: number
  acts: number
}

/** More than these (fifty years) are not drawn: the earliest are joined into the first. */
const MOST = 600

/** The series from the first month that is known to the last. */
export function series(list: readonly Figure[]): MonthFigure[] {
  const known = new Map(list.filter((one) => /^\d{4}-\d{2}$/.test(one.code)).map((one) => [index(one.code), one.acts]))
  if (known.size === 0) return []
  const last = Math.max(...known.keys())
  const first = Math.max(Math.min(...known.keys()), last - MOST + 1)
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = first + i
    const acts = i === 0 ? [...known].filter(([month]) => month <= at).reduce((sum, [, n]) => sum + n, 0) : (known.get(at) ?? 0)
    return { year: Math.floor(at / 12), month: (at % 12) + 1, acts }
  })
}

function index(code: string): number {
  return Number(code.slice(0, 4)) * 12 + Number(code.slice(5)) - 1
}
