/** What the search screen looks for. Kept while one goes elsewhere and back; forgotten at the lock. */
import type { Kind, ReviewState, SavedSearch, SavedSearchState, Sensitivity } from '../../api/types'
import { go } from '../../app/router.svelte'
import { onLockWipe } from '../../app/session.svelte'
import { NIL } from '../../record/blank'

const WAIT = 180

/** What can be chosen. */
export interface Asked {
  text: string
  kinds: Kind[]
  years: number[]
  status: ReviewState[]
  sensitivity: Sensitivity[]
  privileged: boolean
}
export type Part = 'kinds' | 'years' | 'status' | 'sensitivity'

const NOTHING: Asked = { text: '', kinds: [], years: [], status: [], sensitivity: [], privileged: false }

let value = $state<Asked>({ ...NOTHING })
/** The words as they were asked for last: typing does not ask at every key. */
let words = $state('')
let kept = $state.raw<SavedSearchState | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

const bare = (one: Asked): string => JSON.stringify([one.text.trim(), one.kinds, one.years, one.status, one.sensitivity, one.privileged])

export const asked = {
  get value(): Asked {
    return value
  },
  /** As it is sent. */
  get wire(): Asked {
    return { ...($state.snapshot(value) as Asked), text: words }
  },
  /** There is something to look for. */
  get something(): boolean {
    return words !== '' || value.years.length + value.status.length + value.sensitivity.length > 0
  },
  get narrowed(): boolean {
    return value.kinds.length + value.years.length + value.status.length + value.sensitivity.length > 0
  },
  /** The saved search that is shown, if it is one. */
  get kept(): SavedSearchState | null {
    return kept
  },
  /** It is not what was saved any more. */
  get changed(): boolean {
    return kept !== null && bare(kept.search) !== bare({ ...value, text: words })
  },
  type(text: string): void {
    value.text = text
    clearTimeout(timer)
    timer = setTimeout(() => (words = text.trim()), WAIT)
  },
  toggle(part: Part, one: string): void {
    const list: (string | number)[] = value[part]
    const item = part === 'years' ? Number(one) : one
    const next = list.includes(item) ? list.filter((other) => other !== item) : [...list, item]
    value = { ...value, [part]: next }
  },
  has(part: Part, one: string): boolean {
    return (value[part] as (string | number)[]).includes(part === 'years' ? Number(one) : one)
  },
  privileged(on: boolean): void {
    value.privileged = on
  },
  wide(): void {
    value = { ...value, kinds: [], years: [], status: [], sensitivity: [] }
  },
  /** Looks for these words and nothing else, on the screen. */
  begin(text: string, privileged: boolean): void {
    set({ ...NOTHING, text, privileged }, null)
    go({ screen: 'search' })
  },
  /** Asks a saved search again. */
  open(saved: SavedSearchState): void {
    const { text, kinds, years, status, sensitivity, privileged } = saved.search
    set({ text, kinds: [...kinds], years: [...years], status: [...status], sensitivity: [...sensitivity], privileged }, saved)
    go({ screen: 'search' })
  },
  /** It was saved, or is no more. */
  is(saved: SavedSearchState | null): void {
    kept = saved
  },
  /** The record to save under a name. */
  record(name: string): SavedSearch {
    return { id: kept?.search.id ?? NIL, name, ...this.wire }
  },
}

function set(next: Asked, saved: SavedSearchState | null): void {
  clearTimeout(timer)
  value = next
  words = next.text.trim()
  kept = saved
}

onLockWipe(() => set({ ...NOTHING }, null))
