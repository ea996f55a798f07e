/** Dates in the language of the window. Month names come from the catalogue: Chromium and WebKit have none in Kazakh. */
import { t } from '../i18n/index.svelte'
import type { UncertainDate } from '../api/types'
import { fromDay, toDay } from './days'
import { readEdtf, type Part, type Shape } from './edtf'

type Case = 'plain' | 'of'
const SEASONS = ['spring', 'summer', 'autumn', 'winter']

/** Russian and Kazakh bend the month after some words ("middle of January"): `of` asks for that form. */
function partWords(p: Part, form: Case): string {
  let text: string
  if (p.day && p.month) text = t('when-day', { day: String(p.day), month: t(`month-short-${p.month}`), year: p.year })
  else if (p.month) text = t('when-month', { month: t(form === 'of' ? `month-of-${p.month}` : `month-${p.month}`), year: p.year })
  else if (p.season) text = t(`season-${SEASONS[p.season - 21] ?? 'spring'}`, { year: p.year })
  else if (p.year.endsWith('X')) text = t('when-decade', { year: p.year.replaceAll('X', '0') })
  else text = t(form === 'of' ? 'when-year-of' : 'when-year', { year: p.year })
  if (p.about) text = t('when-about', { date: text })
  return p.unsure ? t('when-unsure', { date: text }) : text
}

function shapeWords(shape: Shape): string {
  const plain = (p: Part): string => partWords(p, 'plain')
  const of = (p: Part): string => partWords(p, 'of')
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

/** A plain date, `2026-02-24`, as people say it. */
export function dayWords(day: string | null | undefined): string {
  const shape = day ? readEdtf(day) : null
  return shape ? shapeWords(shape) : (day ?? '')
}

/** The year and month of a day, short: for the axis of a picture. */
export function tickWords(day: number, withYear: boolean): string {
  const { year, month } = fromDay(day)
  const mon = t(`month-short-${month}`)
  return withYear ? t('when-tick', { month: mon, year: String(year) }) : mon
}

/** How old someone is, at least, on a day. */
export function ageOn(birth: UncertainDate | null, on: string): number | null {
  const [latest, day] = [toDay(birth?.latest), toDay(on)]
  return latest === null || day === null || latest > day ? null : Math.floor((day - latest) / 365.2425)
}
