import { beforeEach, describe, expect, test, vi } from 'vitest'

// Words come from modules that look at the window they run in.
vi.hoisted(() => Object.assign(globalThis, { window: {}, document: { documentElement: { lang: '' } } }))

import type { Revision, TermRow } from '../../src/api/types'
import { changed, fieldsIn } from '../../src/features/history/byfield'
import { groupsOf, reworded, shown, VOCABULARIES, vocabularyWord } from '../../src/features/lists/terms'
import { language } from '../../src/i18n/index.svelte'
import { fieldsOf } from '../../src/record/claimfields'
import { degrees, readDegrees } from '../../src/record/degrees'
import { amountWords, readAmount, sums } from '../../src/record/money'
import { sentenceWords } from '../../src/record/sentence'

beforeEach(() => language.set('en'))

describe('amounts', () => {
  const check = (typed: string, read: string | null) => test(JSON.stringify(typed), () => expect(readAmount(typed)).toBe(read))
  check('27000', '27000')
  check('27 000', '27000')
  check('27\u00a0000,50', '27000.50')
  check('1,250,000.5', '1250000.5')
  check('1.250.000', '1250000')
  check('0,5', '0.5')
  check('0012', '12')
  check('1.5000', '1.5000')
  check('', null)
  check('about 5', null)
  check('-5', null)
  check('1,2,3', null)
  check('5.', null)
  check('9'.repeat(19), null)

  test('each currency together, figure by figure', () => {
    const one = (amount: string, currency: string, approximate = false) => ({ amount, currency, approximate })
    expect(sums([one('0.1', 'EUR'), one('0.2', 'EUR'), one('27000', 'KZT', true), one('9007199254740993', 'KZT')])).toEqual([
      { currency: 'EUR', amount: '0.3', approximate: false },
      { currency: 'KZT', amount: '9007199254767993', approximate: true },
    ])
    expect(sums([one('0.05', 'USD'), one('0.9', 'USD')])[0]?.amount).toBe('0.95')
    expect(sums([])).toEqual([])
  })
  test('read with thousands apart', () => expect([amountWords('1234567.5'), amountWords('125')]).toEqual(['1\u202f234\u202f567.5', '125']))
})

describe('positions', () => {
  test('as typed', () => expect([readDegrees('43,238', 90), readDegrees(' −76.9° ', 180), readDegrees('', 90)]).toEqual([43.238, -76.9, null]))
  test('what is none', () => expect([readDegrees('91', 90), readDegrees('north', 90), readDegrees('1.2.3', 180)]).toEqual([undefined, undefined, undefined]))
  test('half a position is none', () => expect([degrees({ latitude: 1, longitude: null }), degrees({ latitude: 43.2, longitude: 76.9 })]).toEqual(['', '43.2, 76.9']))
})

describe('terms', () => {
  const row = (code: string, en: string, more: Partial<TermRow['term']> = {}, came: string | null = en): TermRow => ({
    term: { id: code, vocabulary: 'measure', code, en, ru: '', kk: '', group: 'held', huridocs: '', retired: false, ...more }, revision: null, uses: 0, needed: false, shipped: came === null ? null : { en: came, ru: '', kk: '' },
  })
  const rows = [row('custody', 'In custody'), row('watched', 'Watched', { group: 'free', ru: 'Под наблюдением ещё' }, null), row('gone', 'Gone', { retired: true, group: 'other' }), row('bail', 'On bail!', {}, 'On bail')]
  const codes = (found: TermRow[]) => found.map((one) => one.term.code)
  test('retired ones on request', () => expect([codes(shown(rows, 'measure', '', false)), codes(shown(rows, 'measure', '', true)).length]).toEqual([['custody', 'watched', 'bail'], 4]))
  test('found in any language', () => expect([codes(shown(rows, 'measure', 'ЕЩЕ', false)), codes(shown(rows, 'measure', 'custod', false)), shown(rows, 'role', '', true)]).toEqual([['watched'], ['custody'], []]))
  test('groups are those that came with the program', () => expect(groupsOf(rows, 'measure')).toEqual(['held', 'other']))
  test('another label than it came with', () => expect(rows.map(reworded)).toEqual([false, false, false, true]))
  test('every list has a name', () => {
    for (const code of ['en', 'ru', 'kk']) {
      language.set(code)
      for (const list of VOCABULARIES) expect(vocabularyWord(list)).not.toContain('vocabulary-')
    }
  })
})

describe('the history of a field', () => {
  const revision = (...fields: string[]): Revision => ({ id: '', parent: null, kind: 'act', record: '', author: '', at: '', came: null, op: 'edit', label: '', changes: fields.map((field) => ({ field, before: null, after: 1 })) })
  test('which there are', () => expect(fieldsIn([revision('start', 'place'), revision('start', 'case_id', 'id')]).map((one) => one.value).sort()).toEqual(['place', 'start']))
  test('which changed it', () => expect([revision('start'), revision('place')].map((one) => changed(one, 'start'))).toEqual([true, false]))
})

test('a claim keeps a field the list does not know', () => expect([fieldsOf('money', 'colour').at(-1), fieldsOf('place')]).toEqual(['colour', []]))
test('a sentence as an instance left it', () => {
  expect(sentenceWords({ instance: 'Appeal', date: null, duration: 'P2Y6M', words: 'banned from public activity' })).toBe('Appeal: 2 years 6 months, banned from public activity')
  expect(sentenceWords({ instance: '', date: null, duration: '', words: 'fine' })).toBe('fine')
})
