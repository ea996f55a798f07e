/** Durations in words. */
import { t } from '../i18n/index.svelte'
import { durationParts } from './duration'

const KEY = { Y: 'duration-years', M: 'duration-months', W: 'duration-weeks', D: 'duration-days' } as const

/** `P2M` as "2 months"; text that is no such duration as it is. */
export function durationWords(text: string): string {
  const parts = durationParts(text)
  return parts.length > 0 ? parts.map(({ count, unit }) => t(KEY[unit], { count })).join(' ') : text
}
