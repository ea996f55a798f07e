/** What of the calendar is shown. Kept while one goes elsewhere and back; forgotten at the lock. */
import type { EntryKind } from '../../api/types'
import { onLockWipe, session } from '../../app/session.svelte'
import { ENTRY_KINDS } from '../../record/entries'
import { type Month, monthOf } from './month'

let day = $state<string | null>(null)
let hidden = $state.raw<readonly EntryKind[]>([])

export const view = {
  /** The day chosen; today until somebody chooses. */
  get day(): string {
    return day ?? session.today
  },
  get month(): Month {
    return monthOf(view.day)
  },
  choose(wanted: string): void {
    day = wanted
  },
  today(): void {
    day = null
  },
  /** Kinds to ask for; empty for all. */
  get kinds(): EntryKind[] {
    return hidden.length === 0 ? [] : ENTRY_KINDS.filter((kind) => !hidden.includes(kind))
  },
  shows: (kind: EntryKind): boolean => !hidden.includes(kind),
  /** One kind less or more; the last one cannot go. */
  toggle(kind: EntryKind): void {
    const next = hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind]
    if (next.length < ENTRY_KINDS.length) hidden = next
  },
}

onLockWipe(() => {
  day = null
  hidden = []
})
