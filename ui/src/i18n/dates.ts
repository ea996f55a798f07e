/** Days in words. Browsers have no Kazakh month names, so the names live in the catalogue. */
import type { UncertainDate } from '../api/types'
import { has, language, t } from './index.svelte'

interface Day {
  year: number
  month: number
  day: number
}

function parts(iso: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  return found ? { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) } : null
}

const utc = (day: Day) => Date.UTC(day.year, day.month - 1, day.day)

/** `24 Feb 2026`. Takes a plain day or an instant; gives the text back when it is neither. */
export function shortDay(iso: string): string {
  const day = parts(iso)
  return day ? t('date-short', { day: day.day, month: t(`month-short-${day.month}`), year: String(day.year) }) : iso
}

/** `24 February 2026`. */
export function longDay(iso: string): string {
  const day = parts(iso)
  return day ? t('date-long', { day: day.day, month: t(`month-of-${day.month}`), year: String(day.year) }) : iso
}

/** `Friday, 23 January 2026`. */
export function fullDay(iso: string): string {
  const day = parts(iso)
  if (!day) return iso
  const weekday = new Date(utc(day)).getUTCDay() || 7
  return t('date-full', { weekday: t(`weekday-${weekday}`), day: day.day, month: t(`month-of-${day.month}`), year: String(day.year) })
}

/** Days from one plain day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const [a, b] = [parts(from), parts(to)]
  return a && b ? Math.round((utc(b) - utc(a)) / 86_400_000) : 0
}

/** `in 9 days`, `today`, `3 days ago`. */
export function inDays(from: string, to: string): string {
  const days = daysBetween(from, to)
  if (days === 0) return t('days-today')
  return days > 0 ? t('days-in', { days }) : t('days-ago', { days: -days })
}

/** `14:03` in the time of this device, from an instant in UTC without a zone letter. */
export function clock(instant: string): string {
  const at = local(instant)
  return at ? `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}` : ''
}

/** `14:03` if it was today, else `24 Feb 2026, 14:03`. */
export function moment(instant: string): string {
  const at = local(instant)
  if (!at) return instant
  const iso = isoOf(at)
  return iso === isoOf(new Date()) ? clock(instant) : `${shortDay(iso)}, ${clock(instant)}`
}

function local(instant: string): Date | null {
  const at = new Date(/[zZ]|[+-]\d\d:\d\d$/.test(instant) ? instant : `${instant.replace(' ', 'T')}Z`)
  return Number.isNaN(at.getTime()) ? null : at
}

function isoOf(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}

/** `{ month: 'mid-Jan 2026' }`: an uncertain date in few words, never more exact than it is. */
export function uncertain(date: UncertainDate | null | undefined): string {
  if (!date) return ''
  const core = coreOf(date)
  return date.approximate ? t('date-about', { date: core }) : date.uncertain ? t('date-doubtful', { date: core }) : core
}

const SEASONS: Record<string, string> = { '21': 'spring', '22': 'summer', '23': 'autumn', '24': 'winter' }

function coreOf(date: UncertainDate): string {
  const edtf = date.edtf.replace(/[?~%]/g, '')
  const single = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(edtf)
  if (single) return one(single[1] ?? '', single[2], single[3])
  const { earliest, latest } = date
  if (earliest && latest) return earliest === latest ? shortDay(earliest) : t('date-between', { from: shortDay(earliest), to: shortDay(latest) })
  if (earliest) return t('date-from', { date: shortDay(earliest) })
  if (latest) return t('date-until', { date: shortDay(latest) })
  return date.words || date.edtf
}

function one(year: string, month?: string, day?: string): string {
  if (day && month) return shortDay(`${year}-${month}-${day}`)
  if (!month) return t('date-year', { year })
  const season = SEASONS[month]
  if (season) return t(`season-${season}`, { year })
  return t('date-month', { month: t(`month-${Number(month)}`), year })
}

/** `1.2 MB` with the decimal sign of the language. */
export function bytes(size: number): string {
  const units = ['byte', 'kb', 'mb', 'gb']
  let value = size
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit > 0 && value < 10 ? 1 : 0
  return t(`size-${units[unit]}`, { size: number(value, digits) })
}

/** A number with the signs of the language. */
export function number(value: number, digits = 0): string {
  const code = language.wire === 'kk' ? 'ru' : language.wire
  return new Intl.NumberFormat(code, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)
}

/** What a term or code is called, or the code in words if nobody named it. */
export function messageOr(key: string, otherwise: string): string {
  return has(key) ? t(key) : otherwise
}
