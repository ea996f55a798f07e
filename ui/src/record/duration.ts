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

const WORDS: [Unit, RegExp][] = [
  ['Y', /^(y|yr|yrs|years?|г|год|года|годов|лет|ж|жыл|жылға|жылды)$/u],
  ['M', /^(m|mo|mon|months?|м|мес|месяца?|месяцев|ай|айға)$/u],
  ['W', /^(w|wk|weeks?|нед|недел[яиюь]|апта|аптаға)$/u],
  ['D', /^(d|days?|д|дн|день|дня|дней|сут|суток|сутки|күн|күнге|тәулік|тәулікке)$/u],
]
/** `2 years 6 months`, `2 г. 6 мес.`, `15 тәулік`, `P2Y6M` as a duration, largest part first; null where it is none, or says a unit twice. */
export function readDurationWords(text: string): string | null {
  const asked = text.trim().toLowerCase()
  if (/^p(\d{1,4}[ymwd])+$/.test(asked)) return asked.toUpperCase()
  if (!/^(\d{1,4}\s*\p{L}+\.?(\s*,?\s*(and|и|және)?\s*|$))+$/u.test(asked)) return null
  const found = new Map<Unit, number>()
  for (const [, count, word] of asked.matchAll(/(\d{1,4})\s*(\p{L}+)/gu)) {
    const unit = WORDS.find(([, words]) => words.test(word ?? ''))?.[0]
    if (!unit || found.has(unit)) return null
    found.set(unit, Number(count))
  }
  const parts = (['Y', 'M', 'W', 'D'] as const).filter((unit) => found.get(unit)).map((unit) => `${found.get(unit)}${unit}`)
  return parts.length > 0 ? `P${parts.join('')}` : null
}
