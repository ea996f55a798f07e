/** A consent in a line. */
import type { Consent } from '../../api/types'
import { t } from '../../i18n/index.svelte'
import { dayWords } from '../../record/date'
import { AUDIENCES, choiceWord } from '../../record/options'

export function consentWords(consent: Consent): string {
  if (consent.withdrawn_on) return t('consent-withdrawn', { date: dayWords(consent.withdrawn_on) })
  const allowed = AUDIENCES.filter((one) => consent.audiences[one] === true)
  if (allowed.length === 0) return t('consent-none')
  return t('consent-allows', { what: allowed.map((one) => choiceWord('audience', one).toLocaleLowerCase()).join(', ') })
}
