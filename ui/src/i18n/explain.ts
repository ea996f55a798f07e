/** A refusal in words: what happened, what to do. */
import { ApiError } from '../api/client'
import type { Fault } from '../api/types'
import { messageOr } from './dates'
import { has, t } from './index.svelte'

export interface Explained {
  message: string
  next: string
  field: string | null
  faults: Fault[]
}

export function explain(thrown: unknown): Explained {
  const error = ApiError.of(thrown)
  const key = has(`error-${error.code}`) ? `error-${error.code}` : 'trouble-unknown'
  const args = numbers(error.args)
  if (error.args['field']) args['field'] = fieldWord(error.args['field'])
  const next = has(`${key}-next`) ? t(`${key}-next`, args) : ''
  return { message: t(key, args), next, field: error.field, faults: error.faults }
}

/** A field in words; of something in a row (`hearings[1].words`) the list it is in. */
export function fieldWord(field: string): string {
  const name = field.split('[')[0] ?? field
  const key = `field-${name.replaceAll('_', '-')}`
  return has(key) ? t(key) : name.replaceAll('_', ' ')
}

/** What is wrong at one place of an imported file, in the language in use when there are words for it. */
export function explainFault(fault: Fault): string {
  return messageOr(`fault-${fault.code}`, fault.why)
}

/** Counts arrive as text; plural forms need them as numbers. */
function numbers(args: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, /^\d{1,9}$/.test(value) ? Number(value) : value]))
}
