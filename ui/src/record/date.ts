/** Dates in the language of the window. Month names come from the catalogue: Chromium and WebKit have none in Kazakh. */
import { daysBetween, inDays } from '../i18n/dates'
import { t } from '../i18n/index.svelte'
import type { UncertainDate } from '../api/types'
import { fromDay, toDay } from './days'
import { readEdtf, type Part, type Shape } from './edtf'

type Case = 'plain' | 'of'
const SEASONS = ['spring', 'summer', 'autumn', 'winter']

/** The name of a month in few letters, standing alone: short names as they are, long ones cut. */
function monthBrief(month: number): string {
  const name = t(`month-${month}`)
  return name.length <= 4 ? name : t(`month-short-${month}`)
}

/** Russian and Kazakh bend the month after some words ("middle of January"): `of` asks for that form. */
function partWords(p: Part, form: Case, short: boolean): string {
  let text: string
  if (p.day && p.month) text = t('when-day', { day: String(p.day), month: t(`month-short-${p.month}`), year: p.year })
  else if (p.month) text = t('when-month', { month: short ? monthBrief(p.month) : t(form === 'of' ? `month-of-${p.month}` : `month-${p.month}`), year: p.year })
  else if (p.season) text = t(`season-${SEASONS[p.season - 21] ?? 'spring'}`, { year: p.year })
  else if (p.year.endsWith('X')) text = t('when-decade', { year: p.year.replaceAll('X', '0') })
  else text = t(form === 'of' ? 'when-year-of' : 'when-year', { year: p.year })
  if (p.about) text = t('when-about', { date: text })
  return p.unsure ? t('when-unsure', { date: text }) : text
}

function shapeWords(shape: Shape, short = false): string {
  const plain = (p: Part): string => partWords(p, 'plain', short)
  const of = (p: Part): string => partWords(p, 'of', short)
  switch (shape.kind) {
    case 'one':
      return plain(shape.part)
    case 'third':
      return t(`when-${shape.third}`, { of: t(`month-of-${shape.part.month}`), year: shape.part.year })
    case 'either':
      return shape.parts.map(plain).join(t('when-or'))
    case 'within':
      if (shape.from && shape.to) return t('when-within', { from: plain(shape.from), to: plain(shape.to) })
      return shape.to ? t('when-by', { of: of(shape.to) }) : t('when-not-before', { of: of(shape.from as Part) })
    case 'span':
      if (shape.from && shape.to) return t('when-span', { from: plain(shape.from), to: plain(shape.to) })
      return shape.from ? t('when-since', { of: of(shape.from) }) : t('when-until', { of: of(shape.to as Part) })
  }
}

/** An uncertain date as people say it; the stored text where there are no words for it. */
export function dateWords(date: UncertainDate | null | undefined): string {
  if (!date) return ''
  const shape = readEdtf(date.edtf)
  return shape ? shapeWords(shape) : date.words ?? date.edtf
}

/** The same with the names of months cut short: for lists. */
export function dateBrief(date: UncertainDate | null | undefined): string {
  if (!date) return ''
  const shape = readEdtf(date.edtf)
  return shape ? shapeWords(shape, true) : dateWords(date)
}

/** A plain date, `2026-02-24`, as people say it. */
export function dayWords(day: string | null | undefined): string {
  const shape = day ? readEdtf(day) : null
  return shape ? shapeWords(shape) : (day ?? '')
}

/** The year and month of a day, short: for the axis of a picture. */
export function tickWords(day: number, withYear: boolean): string {
  const { year, month } = fromDay(day)
  const mon = monthBrief(month)
  return withYear ? t('when-tick', { month: mon, year: String(year) }) : mon
}

/** So many days in the largest unit that says enough: 32 days, 5 months, 4 years. */
export function spanWords(days: number): string {
  if (days <= 99) return t('duration-days', { count: days })
  return days <= 760 ? t('duration-months', { count: Math.round(days / 30.4) }) : t('duration-years', { count: Math.floor(days / 365.2425) })
}

/** How far a day to come is, roughly where it is far. */
export function distance(today: string, day: string): string {
  const days = daysBetween(today, day)
  return days > 99 ? t('when-in', { span: spanWords(days) }) : inDays(today, day)
}

/** How old someone is, at least, on a day. */
export function ageOn(birth: UncertainDate | null, on: string): number | null {
  const [latest, day] = [toDay(birth?.latest), toDay(on)]
  return latest === null || day === null || latest > day ? null : Math.floor((day - latest) / 365.2425)
}
