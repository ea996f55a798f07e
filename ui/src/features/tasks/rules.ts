/** Rules in words. */
import type { Rule, RuleStart } from '../../api/types'
import { language, t } from '../../i18n/index.svelte'
import { durationWords } from '../../record/durationWords'
import { lower } from '../../record/vocab'

/** What sets a deadline off, in the order of the list. */
export const STARTS: readonly RuleStart[] = ['measure_begins', 'measure_expires', 'hearing', 'decision', 'sentence', 'later_sentence', 'act', 'day']

/** Which list of codes narrows a start: a field of the rule and its vocabulary. */
export const CODES: { [start in RuleStart]?: { field: 'measures' | 'proceedings' | 'acts'; vocabulary: string } } = {
  measure_begins: { field: 'measures', vocabulary: 'measure' },
  measure_expires: { field: 'measures', vocabulary: 'measure' },
  hearing: { field: 'proceedings', vocabulary: 'proceeding' },
  decision: { field: 'proceedings', vocabulary: 'proceeding' },
  sentence: { field: 'proceedings', vocabulary: 'proceeding' },
  later_sentence: { field: 'proceedings', vocabulary: 'proceeding' },
  act: { field: 'acts', vocabulary: 'act_type' },
}

/** What is to be done, in the language of the window. */
export const ruleLabel = (rule: Rule): string => rule[language.wire] || rule.en || rule.ru || rule.kk

/** `15 days after a sentence of the first instance`. */
export function ruleWords(rule: Rule): string {
  const narrowed = CODES[rule.starts]
  const codes = narrowed ? rule[narrowed.field].map((code) => lower(narrowed.vocabulary, code)).join(', ') : ''
  const start = rule.starts.replaceAll('_', '-')
  const span = rule.before
    ? t('rule-before', { span: durationWords(rule.offset), to: t(`rule-to-${start}`) })
    : t('rule-after', { span: durationWords(rule.offset), from: t(`rule-from-${start}`) })
  return codes ? t('rule-only', { rule: span, codes }) : span
}
