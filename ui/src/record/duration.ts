/** ISO 8601 durations of law: one number and one unit, as courts give them ("2 months", "7 years", "15 days"). */

export type Unit = 'Y' | 'M' | 'W' | 'D'
export interface Span {
  count: number
  unit: Unit
}

/** `P2M` as 2 months. Compound durations (`P4Y6M`) come back as `null`: they are kept as they are and shown in words. */
export function readDuration(text: string): Span | null {
  const found = /^P(\d+)([YMWD])$/.exec(text)
  return found ? { count: Number(found[1]), unit: found[2] as Unit } : null
}

/** All parts of a duration, largest first. */
export function durationParts(text: string): Span[] {
  if (!/^P(\d+[YMWD])+$/.test(text)) return []
  return [...text.matchAll(/(\d+)([YMWD])/g)].map((m) => ({ count: Number(m[1]), unit: m[2] as Unit }))
}

/** 2 and months as `P2M`; nothing where the number is missing. */
export function writeDuration(count: number | null, unit: Unit): string {
  return count && count > 0 ? `P${Math.floor(count)}${unit}` : ''
}
