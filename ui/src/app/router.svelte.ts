/** Where in the window one is. Kept in memory only: nothing of it may stand in a URL, a title or a history on disk. */

export type Screen = 'home' | 'cases' | 'people' | 'sources' | 'review' | 'calendar' | 'figures' | 'handover' | 'safety' | 'reading' | 'search'

export interface Route {
  screen: Screen
  /** The record that is open, if one is. */
  id?: string
  /** Tab of a case: `summary`, `timeline`, `people`, ... */
  tab?: string
  /** What to jump to inside: id of a record, or a field. */
  focus?: string
  /** Part of a screen: `out`, `in`, `partners`, `card`, `log` of Handover; `keys`, `check`, ... of Safety; `month`, `agenda`, ... of Calendar. */
  mode?: string
  /** Open the form for a new record at once. */
  compose?: boolean
}

const LIMIT = 50
let current = $state.raw<Route>({ screen: 'home' })
let past = $state.raw<Route[]>([])

/** The route shown. */
export const route = {
  get current(): Route {
    return current
  },
  get canGoBack(): boolean {
    return past.length > 0
  },
}

/** Goes there; the place left can be returned to with `back`. */
export function go(to: Route): void {
  if (same(to, current)) return
  past = [...past, current].slice(-LIMIT)
  current = to
}

/** Goes there without keeping the place left: another tab of the same record, a record chosen by moving along a list. */
export function replace(to: Route): void {
  current = to
}

/** Returns to the place before. */
export function back(): void {
  const before = past.at(-1)
  if (!before) {
    if (current.id) current = { screen: current.screen }
    return
  }
  past = past.slice(0, -1)
  current = before
}

/** Forgets everything: the vault was locked. */
export function forget(): void {
  past = []
  current = { screen: 'home' }
}

function same(a: Route, b: Route): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
