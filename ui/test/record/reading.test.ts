import { describe, expect, test, vi } from 'vitest'

// Words come from modules that look at the window they run in.
vi.hoisted(() => Object.assign(globalThis, { window: {}, document: { documentElement: { lang: '' } } }))

import type { Mark, Reading } from '../../src/api/types'
import { acceptance, cardsOf, complete, counts, type Decision, runsOf, writtenParties } from '../../src/features/reading/cards'

const TEXT = 'Police in Almaty detained Marat Seitov on 13 November 2025. He was fined under article 434 CAO.'
const mark = (words: string, passage: number, is: Mark['is']): Mark => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length, passage, surety: 'sure', is })
const date = { edtf: '2025-11-13', earliest: '2025-11-13', latest: '2025-11-13', precision: 'day' as const, approximate: false, uncertain: false, words: '13 November 2025' }
const reading: Reading = {
  more: false,
  passages: [{ index: 0, paragraph: 1, sentence: 1, from: 0, to: 58 }, { index: 1, paragraph: 1, sentence: 2, from: 59, to: 94 }],
  marks: [
    mark('Almaty', 0, { kind: 'place', place: null, name: 'Almaty' }), mark('detained', 0, { kind: 'act', act_type: 'short_detention', denied: false, extent: '' }),
    mark('Marat Seitov', 0, { kind: 'person', entity: 0 }), mark('13 November 2025', 0, { kind: 'date', date }), mark('fined', 1, { kind: 'act', act_type: 'administrative_fine', denied: false, extent: '' }),
    mark('article 434 CAO', 1, { kind: 'provision', code: 'KZ-CAO-434', law: 'CAO', article: '434', part: '', known: false }),
  ],
  entities: [{ kind: 'person', name: 'Marat Seitov', given: 'Marat', patronymic: '', family: 'Seitov', occupation: '', count_min: null, count_max: null, candidates: [] }],
  measures: [],
  proposals: [
    { act_type: 'short_detention', mark: 1, passage: 0, victim: 0, date: 3, place: 0, provisions: [], carried: [], denied: false, extent: '', surety: 'sure' },
    { act_type: 'administrative_fine', mark: 4, passage: 1, victim: 0, date: 3, place: null, provisions: [5], carried: ['victim', 'date'], denied: false, extent: '', surety: 'weak' },
  ],
}
const target = { case: null, title: 'A case', locator: '', source: { id: null, confidential: false, kind: 'report', title: 'R', publisher: '', url: '', date: null } }
const accepted: Decision = { state: 'accepted', edits: {} }

describe('a reading as cards', () => {
  test('in the order of the text, with the victim of an act as its card', () => {
    const cards = cardsOf(reading, {})
    expect(cards.map((card) => card.key)).toEqual([`a${TEXT.indexOf('detained')}-1`, `p${TEXT.indexOf('Marat')}`, `a${TEXT.indexOf('fined')}-1`])
    expect(cards[0]).toMatchObject({ victim: cards[1]?.key, place: 'Almaty', start: date })
    expect(cards[2]).toMatchObject({ datePassage: 0, victimPassage: 0, provisions: ['KZ-CAO-434'] })
  })
  test('nothing accepted writes nothing; an act brings its victim, its place, its article', () => {
    const [first, who, fine] = cardsOf(reading, {}).map((card) => card.key) as [string, string, string]
    expect(counts(acceptance(TEXT, reading, cardsOf(reading, {}), target))).toEqual({ acts: 0, measures: 0, people: 0, known: 0, places: 0, provisions: 0, claims: 0 })
    const cards = cardsOf(reading, { [first]: accepted, [fine]: accepted })
    expect([...writtenParties(cards)]).toEqual([who])
    const asked = acceptance(TEXT, reading, cards, target)
    expect(counts(asked)).toEqual({ acts: 2, measures: 0, people: 1, known: 0, places: 1, provisions: 1, claims: 4 })
    expect(asked.acts[1]).toMatchObject({ victim: 0, date_passage: 0, victim_passage: 0, passage: 1 })
    expect(asked.parties[0]?.role).toBe('')
  })
  test('what was changed stays changed, and a place that was emptied is none', () => {
    const key = cardsOf(reading, {})[0]?.key as string
    const cards = cardsOf(reading, { [key]: { state: 'accepted', edits: { place: ' ', act_type: 'arrest' } } })
    expect(acceptance(TEXT, reading, cards, target)).toMatchObject({ places: [], acts: [{ act_type: 'arrest', place: null }] })
  })
  test('a release of somebody of the text brings them; one that cannot be tied to anybody is not written until it is said whose it is', () => {
    const released = { status: 'released', extended: false, mark: 4, passage: 1, date: 3, until: null, duration: '', denied: false, surety: 'likely' as const }
    const group = { kind: 'group' as const, name: '47 people', given: '', patronymic: '', family: '', occupation: '', count_min: 47, count_max: 47, candidates: [] }
    const told: Reading = { ...reading, entities: [...reading.entities, group], measures: [{ ...released, party: 0, carried: ['party', 'date'] }, { ...released, party: null, carried: [] }] }
    const [who, first, open] = ['Marat Seitov', 'fined', 'fined'].map((word, at) => `${at === 0 ? 'p' : 'm'}${TEXT.indexOf(word)}${at === 0 ? '' : `-${at + 1}`}`) as [string, string, string]
    const cards = cardsOf(told, { [first]: accepted, [open]: accepted })
    const measures = cards.filter((card) => card.is === 'measure')
    expect(measures.map((card) => [card.key, card.whose, complete(card)])).toEqual([[first, who, true], [open, null, false]])
    const asked = acceptance(TEXT, told, cards, target)
    expect(asked.measures).toEqual([{ status: 'released', party: 0, from: date, expires_on: null, duration: '', passage: 1, date_passage: 0, party_passage: 0 }])
    expect(counts(asked)).toMatchObject({ acts: 0, measures: 1, people: 1, claims: 3 })
    const said = acceptance(TEXT, told, cardsOf(told, { [open]: { state: 'accepted', edits: { whose: who, status: 'bail' } } }), target)
    expect(said.measures).toMatchObject([{ status: 'bail', party: 0 }])
  })
  test('the text is cut at its marks and nothing of it is lost', () => {
    const runs = runsOf(TEXT, reading.marks)
    expect(runs.map((run) => run.text).join('')).toBe(TEXT)
    expect(runs.filter((run) => run.mark !== null).map((run) => run.text)).toEqual(['Almaty', 'detained', 'Marat Seitov', '13 November 2025', 'fined', 'article 434 CAO'])
  })
})
