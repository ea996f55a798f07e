/** Where a case stands on its way to release, and whether that still holds. */
import type { CaseView, ReviewState } from '../api/types'
import { t } from '../i18n/index.svelte'
import { REVIEW_STATES } from './options'

/** It was reviewed or cleared and is no longer what was looked at then. */
export const fell = (view: CaseView): boolean => REVIEW_STATES.indexOf(view.case.status) >= REVIEW_STATES.indexOf('reviewed') && !view.standing.holds

/** The next step: one that fell is approved anew before anything else. */
export function nextStep(view: CaseView): ReviewState | undefined {
  return fell(view) ? 'reviewed' : REVIEW_STATES[REVIEW_STATES.indexOf(view.case.status) + 1]
}

/** Words on the button for it. */
export const stepWords = (view: CaseView, to: ReviewState): string => t(fell(view) ? 'step-again' : `step-to-${to}`)
