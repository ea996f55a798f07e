/** Amounts: as people type them, as they are read, and added up currency by currency without a binary fraction. */
import type { Money } from '../api/types'

/** `27 000,50` as `27000.50`; null for what is no amount. One comma or point with one or two figures behind it divides the fraction, more of them or three figures group thousands. */
export function readAmount(text: string): string | null {
  const plain = text.trim().replaceAll(/[\s\u00a0\u202f'’]/g, '')
  const found = /^(\d+(?:[.,]\d{3})*)(?:([.,])(\d{1,2}))?$/.exec(plain) ?? /^(\d+)([.,])(\d+)$/.exec(plain)
  if (!found) return null
  const [, whole = '', , fraction] = found
  const digits = whole.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '')
  return digits.length > 18 ? null : fraction ? `${digits}.${fraction}` : digits
}

export interface Sum {
  currency: string
  amount: string
  approximate: boolean
}

/** One sum for each currency, in the order they first come; approximate if anything in it is. */
export function sums(money: readonly Pick<Money, 'amount' | 'currency' | 'approximate'>[]): Sum[] {
  const out = new Map<string, { parts: string[]; approximate: boolean }>()
  for (const one of money) {
    const so = out.get(one.currency) ?? { parts: [], approximate: false }
    out.set(one.currency, { parts: [...so.parts, one.amount], approximate: so.approximate || one.approximate })
  }
  return [...out].map(([currency, { parts, approximate }]) => ({ currency, amount: add(parts), approximate }))
}

/** Decimal numbers added figure by figure. */
function add(parts: readonly string[]): string {
  const places = Math.max(0, ...parts.map((part) => part.split('.')[1]?.length ?? 0))
  const scaled = parts.map((part) => {
    const [whole = '0', fraction = ''] = part.split('.')
    return BigInt(whole + fraction.padEnd(places, '0'))
  })
  const total = scaled.reduce((sum, one) => sum + one, 0n).toString().padStart(places + 1, '0')
  return places === 0 ? total : `${total.slice(0, -places)}.${total.slice(-places)}`
}

/** `27 000.50`: thousands apart, by a space that does not break. */
export function amountWords(amount: string): string {
  const [whole = '', fraction] = amount.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
  return fraction ? `${grouped}.${fraction}` : grouped
}
