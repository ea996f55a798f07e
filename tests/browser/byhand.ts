// The ten hardest cases of the example casebook entered by hand: by keyboard alone, counted and timed, compared with the casebook record by record,
// and with writing the same facts into a document. SANDYQ_BYHAND_PACE: milliseconds between two keys (60 is a person); SANDYQ_BYHAND_ONLY: which cases.
import { writeFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { CaseView } from '../../ui/src/api/types'
import { BOOK, type Case, dateWords, prose } from './byhand/book'
import { facts, missing } from './byhand/compare'
import { Clerk } from './byhand/enter'
import { Hands, keysOf, seconds } from './byhand/hands'
import { Desk, type Window } from './harness'

/** Many acts and contradictions; groups within groups; measures that follow each other; a sentence by instance; dates nobody knows; extradition; people in danger. */
const HARDEST = ['kz-001', 'kz-003', 'kz-014', 'kz-024', 'kz-030', 'kz-031', 'kz-032', 'kz-037', 'kz-039', 'kz-051']
const ONLY = process.env['SANDYQ_BYHAND_ONLY']?.split(',').filter(Boolean)
const PACE = Number(process.env['SANDYQ_BYHAND_PACE'] ?? 0)
const OUT = process.env['SANDYQ_BYHAND']

interface Vocabulary { terms: { vocabulary: string; code: string; en: string }[]; provisions: { code: string; article: string; part: string; law: string }[] }

let desk: Desk
let book: Desk
let window: Window
let clerk: Clerk
let hands: Hands
let words: Vocabulary
const rows: string[][] = []
const word = (vocabulary: string, code: string): string => words.terms.find((one) => one.vocabulary === vocabulary && one.code === code)?.en ?? code

beforeAll(async () => {
  book = await Desk.start()
  await book.vault({ name: 'Casebook', demo: true })
  desk = await Desk.start()
  await desk.vault({ name: 'By hand' })
  words = await desk.call<Vocabulary>('vocabulary_list', {})
  window = await desk.window()
  await window.page.locator('nav').waitFor()
  hands = new Hands(window, PACE)
  clerk = new Clerk(hands, word)
})
afterAll(async () => {
  const head = ['case', 'acts', 'measures', 'claims', 'keys', 'of them to move', 'thoughts', 'waited s', 'by hand s', 'document s', 'its keys', 'ratio', 'wall s']
  const table = [head, ...rows].map((row) => row.map((cell, i) => cell.padStart(head[i]?.length ?? 0)).join('  ')).join('\n')
  console.log(`\n${table}\n`)
  if (OUT) writeFileSync(OUT, `${table}\n`)
  await desk?.end()
  await book?.end()
})

test('dates as they are typed are the dates of the casebook', async () => {
  const all = BOOK.cases.filter((one) => HARDEST.includes(one.id)).flatMap((one) => [...one.acts.flatMap((act) => [act.start, act.end]), ...one.measures.flatMap((each) => [each.from, each.until]), ...one.proceedings.map((each) => each.date), ...one.interventions.map((each) => each.date)])
  const read: Record<string, string> = {}
  for (const edtf of new Set(all.filter((one): one is string => !!one))) read[edtf] = (await desk.call<{ date: { edtf: string } }>('date_parse', { text: dateWords(edtf), language: 'en' })).date.edtf
  expect(read).toEqual(Object.fromEntries(Object.keys(read).map((edtf) => [edtf, edtf])))
})

for (const id of HARDEST) {
  test.runIf(!ONLY?.length || ONLY.includes(id))(id, async () => {
    const one = BOOK.cases.find((each) => each.id === id) as Case
    const before = { keys: hands.keys, thoughts: hands.thoughts, waited: hands.waited, tabs: hands.tabs }
    const from = performance.now()
    try {
      await clerk.enter(one)
    } catch (thrown) {
      // The next case begins from a page without an open form.
      await window.page.reload()
      await window.page.locator('nav').waitFor()
      throw thrown
    }
    const wall = (performance.now() - from) / 1000
    const cost = { keys: hands.keys - before.keys, thoughts: hands.thoughts - before.thoughts, waited: hands.waited - before.waited }
    const { text, facts: said } = prose(one, word)
    const [mine, theirs] = [seconds(cost), seconds({ keys: keysOf(text), thoughts: said, waited: 0 })]
    rows.push([id, String(one.acts.length), String(one.measures.length), String(one.claims.length), String(cost.keys), String(hands.tabs - before.tabs), String(cost.thoughts), cost.waited.toFixed(1), mine.toFixed(0), theirs.toFixed(0), String(keysOf(text)), (mine / theirs).toFixed(2), wall.toFixed(0)])
    const [hereList, bookList] = await Promise.all([desk.call<{ cases: { id: string; title: string }[] }>('case_list', ALL), book.call<{ cases: { id: string; title: string }[] }>('case_list', ALL)])
    const view = async (of: Desk, list: { id: string; title: string }[]) => of.call<CaseView>('case_open', { case: list.find((each) => each.title === one.title)?.id })
    const laws = await Promise.all([desk.call<Vocabulary>('vocabulary_list', {}), book.call<Vocabulary>('vocabulary_list', {})])
    const [here, there] = [facts(await view(desk, hereList.cases), laws[0].provisions, { sources: true }), facts(await view(book, bookList.cases), laws[1].provisions, { sources: true })]
    expect({ lacking: missing(there, here), added: missing(here, there) }).toEqual({ lacking: [], added: [] })
  })
}

const ALL = { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'changed' }
