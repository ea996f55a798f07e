/** How many people: exact, a range, or only a lower bound; and parts that must add up. */
import type { SubCount } from '../api/types'

/** What a count amounts to, for words: message `count-<form>`. */
export function countForm(min: number | null, max: number | null): { form: 'none' | 'exact' | 'range' | 'least' | 'most'; min: number; max: number } {
  if (min === null && max === null) return { form: 'none', min: 0, max: 0 }
  if (min === null) return { form: 'most', min: 0, max: max as number }
  if (max === null) return { form: 'least', min, max: 0 }
  return { form: min === max ? 'exact' : 'range', min, max }
}

export interface Sum {
  state: 'none' | 'fits' | 'short' | 'over'
  /** How far off. */
  by: number
}

/** Whether the parts add up to the whole: they must reach the lower bound and not pass the upper one. */
export function sumOfParts(parts: readonly SubCount[], min: number | null, max: number | null): Sum {
  if (parts.length === 0 || (min === null && max === null)) return { state: 'none', by: 0 }
  const sum = parts.reduce((total, part) => total + (part.count || 0), 0)
  if (min !== null && sum < min) return { state: 'short', by: min - sum }
  if (max !== null && sum > max) return { state: 'over', by: sum - max }
  return { state: 'fits', by: 0 }
}
