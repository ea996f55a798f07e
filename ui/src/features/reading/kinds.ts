/** Kinds of marks: their sign, and the word that goes with it (message `reading-kind-<kind>`). Underlines are in Text.svelte. */
import type { IconName } from '../../components/icons'

export const KINDS = ['date', 'person', 'organisation', 'group', 'place', 'provision', 'act', 'measure'] as const
export type MarkKind = (typeof KINDS)[number]

export const SIGNS: { [kind in MarkKind]: IconName } = { date: 'calendar', person: 'person', organisation: 'people', group: 'people', place: 'place', provision: 'law', act: 'warning', measure: 'unlock' }
