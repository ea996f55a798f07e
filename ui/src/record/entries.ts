/** What stands in the calendar, in words, and where it is kept. */
import type { CalendarEntry, EntryKind } from '../api/types'
import type { Route } from '../app/router.svelte'
import type { IconName } from '../components/icons'
import { t } from '../i18n/index.svelte'
import { dateBrief, dateWords, dayWords } from './date'
import { isCertain } from './entrykey'
import { Word } from './vocab'

export { entryKey, isCertain } from './entrykey'

/** Every kind, in the order of the filters. */
export const ENTRY_KINDS: readonly EntryKind[] = ['hearing', 'task', 'expiry', 'review', 'proceeding', 'consent', 'retention']

const ICONS: { [kind in EntryKind]: IconName } = { hearing: 'law', proceeding: 'file', expiry: 'clock', review: 'history', task: 'check', consent: 'person', retention: 'folder' }

export const entryIcon = (kind: EntryKind): IconName => ICONS[kind]

/** What it is, in a line: a task by its title, anything else by its kind and whom or what it is about. */
export function entryWords(entry: CalendarEntry): string {
  const line = (...parts: string[]): string => parts.filter(Boolean).join(' · ')
  switch (entry.kind) {
    case 'task':
      return entry.title
    case 'expiry':
    case 'review':
      return line(Word('measure', entry.code), entry.party)
    case 'hearing':
      return line(t('entry-hearing'), entry.title)
    case 'proceeding':
      return line(Word('proceeding', entry.code), entry.title)
    case 'consent':
      return line(t('entry-consent'), entry.party)
    case 'retention':
      return line(t('entry-retention'), entry.title)
  }
}

/** When it is, as it is known. */
export function entryWhen(entry: CalendarEntry): string {
  if (isCertain(entry)) return dayWords(entry.earliest)
  return entry.date ? dateWords(entry.date) : t('entry-no-day')
}

/** The same, short. */
export const entryBrief = (entry: CalendarEntry): string => (isCertain(entry) ? dayWords(entry.earliest) : dateBrief(entry.date))

/** Where the record behind it is. */
export function entryRoute(entry: CalendarEntry): Route {
  const id = entry.case_id
  const at = `${entry.record}:${entry.id}`
  if (!id) return { screen: 'calendar', focus: at }
  switch (entry.kind) {
    case 'hearing':
    case 'proceeding':
      return { screen: 'cases', id, tab: 'proceedings', focus: at }
    case 'expiry':
    case 'review':
      return { screen: 'cases', id, tab: 'measures', focus: at }
    case 'task':
      return { screen: 'cases', id, tab: 'summary', focus: at }
    case 'consent':
      return { screen: 'cases', id, tab: 'people', focus: at }
    case 'retention':
      return { screen: 'cases', id, focus: 'details' }
  }
}
