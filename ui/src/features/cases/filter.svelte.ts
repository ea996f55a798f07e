/** Which cases the list shows. Kept while one goes elsewhere and back; forgotten at the lock. */
import type { CaseFilter, CaseSort, ReviewState } from '../../api/types'
import { onLockWipe } from '../../app/session.svelte'

const EMPTY: CaseFilter = { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'reference' }
const WAIT = 180

let filter = $state<CaseFilter>({ ...EMPTY })
/** The text as it was asked for last: typing does not ask at every key. */
let asked = $state('')
let timer: ReturnType<typeof setTimeout> | undefined

const toggled = <T>(list: T[], one: T): T[] => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one])

export const caseFilter = {
  get value(): CaseFilter {
    return filter
  },
  get wire(): CaseFilter {
    return { ...$state.snapshot(filter), text: asked } as CaseFilter
  },
  /** Something is filtered away. */
  get active(): boolean {
    return asked !== '' || filter.open_measures || filter.status.length + filter.space.length + filter.tags.length > 0
  },
  get count(): number {
    return filter.status.length + filter.space.length + filter.tags.length
  },
  type(text: string): void {
    filter.text = text
    clearTimeout(timer)
    timer = setTimeout(() => (asked = text.trim()), WAIT)
  },
  toggleStatus(one: ReviewState): void {
    filter.status = toggled(filter.status, one)
  },
  toggleSpace(one: string): void {
    filter.space = toggled(filter.space, one)
  },
  toggleTag(one: string): void {
    filter.tags = toggled(filter.tags, one)
  },
  toggleOpen(): void {
    filter.open_measures = !filter.open_measures
  },
  sortBy(sort: string): void {
    filter.sort = sort as CaseSort
  },
  clear(): void {
    filter = { ...EMPTY, sort: filter.sort }
    asked = ''
  },
}

onLockWipe(() => {
  filter = { ...EMPTY }
  asked = ''
})
