/** The entries of the rail, in order, and the screen behind each. */
import type { Component } from 'svelte'

import type { IconName } from '../components/icons'
import type { Screen } from './router.svelte'
import { session } from './session.svelte'

export interface Entry {
  screen: Screen
  icon: IconName
  /** How many wait there; nothing when it is not a number of things. */
  count?: () => number | undefined
}

export const ENTRIES: readonly Entry[] = [
  { screen: 'home', icon: 'home' },
  { screen: 'cases', icon: 'case', count: () => session.home?.counts.cases },
  { screen: 'people', icon: 'people', count: () => session.home?.counts.parties },
  { screen: 'sources', icon: 'lock', count: () => session.home?.counts.sources },
  { screen: 'review', icon: 'review', count: () => session.home?.review_count },
  { screen: 'calendar', icon: 'calendar', count: () => session.home?.overdue.length },
  { screen: 'figures', icon: 'chart' },
  { screen: 'handover', icon: 'handover' },
  { screen: 'safety', icon: 'safety' },
]

const found = import.meta.glob<{ default: Component }>('../features/*/Screen.svelte', { eager: true })

/** The component of a screen: `features/<screen>/Screen.svelte`. */
export function componentOf(screen: Screen): Component | undefined {
  return found[`../features/${screen}/Screen.svelte`]?.default
}
