import { describe, expect, test } from 'vitest'

import { pieces, grouped, routeOf } from '../src/features/search/results'
import { inShadow } from '../src/features/handover/page'
import { fileName, folderOf, vaultName } from '../src/app/names'
import { draftOf } from '../src/features/quicknote/draft'
import { pseudo } from '../src/i18n/pseudo'
import { SHORTCUTS } from '../src/app/shortcuts'
import type { SearchHit } from '../src/api/types'

describe('marked passages', () => {
  const check = (text: string, marks: [number, number][], expected: string) =>
    expect(pieces(text, marks).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')).toBe(expected)
  test('offsets count characters', () => check('Әмір Қасенов', [[5, 12]], 'Әмір [Қасенов]'))
  test('an emoji is one character', () => check('🙂 abc', [[2, 5]], '🙂 [abc]'))
  test('several, out of order', () => check('one two three', [[8, 13], [0, 3]], '[one] two [three]'))
  test('nonsense is left out', () => check('abc', [[2, 1], [7, 9], [1, 99]], 'a[bc]'))
  test('none', () => check('abc', [], 'abc'))
})

describe('hits', () => {
  const hit = (kind: SearchHit['kind'], extra: Partial<SearchHit> = {}): SearchHit => ({ kind, id: 'r', case: null, case_id: null, title: '', why: '', marks: [], field: '', ...extra })
  test('groups keep their order', () => expect(grouped([hit('note'), hit('case'), hit('note')]).map((group) => [group.kind, group.hits.length])).toEqual([['case', 1], ['note', 2]]))
  test('a case opens itself', () => expect(routeOf(hit('case'))).toEqual({ screen: 'cases', id: 'r' }))
  test('an act opens its case at it', () => expect(routeOf(hit('act', { case_id: 'c' }))).toEqual({ screen: 'cases', id: 'c', tab: 'acts', focus: 'act:r' }))
  test('a note without a case is on Home', () => expect(routeOf(hit('note'))).toEqual({ screen: 'home', focus: 'r' }))
})

describe('paths of either system', () => {
  test('name of a vault', () => expect([vaultName('/home/me/Notebook.vault'), vaultName('C:\\Docs\\Дневник.vault')]).toEqual(['Notebook', 'Дневник']))
  test('folder', () => expect([folderOf('/home/me/a.vault'), folderOf('C:\\Docs\\a.vault')]).toEqual(['/home/me', 'C:\\Docs']))
  test('file', () => expect(fileName('/a/b/c.txt')).toBe('c.txt'))
})

describe('a page in a shadow tree', () => {
  const check = (css: string, expected: string) => expect(inShadow(css)).toBe(expected)
  test('body is the wrapper', () => check('body{margin:0}', '.page-body{margin:0}'))
  test('root is the host', () => check(':root{--a:1} html, body {x:y}', ':host{--a:1} :host, .page-body {x:y}'))
  test('words that only begin so stay', () => check('tbody td{a:b}.body{c:d}', 'tbody td{a:b}.body{c:d}'))
  test('nothing is fetched', () => check('@import "x";a{background:url(x)}', 'a{background:none}'))
})

test('a draft of another shape is none', () => {
  expect([draftOf(null), draftOf('x'), draftOf({ text: 3 }), draftOf({ text: '' })]).toEqual([null, null, null, null])
  expect(draftOf({ text: 'a' })).toEqual({ text: 'a', kind: 'field_note', case: '' })
})

test('the made-up language is readable and marked', () => expect(pseudo('Lock now')).toBe('[Ĺóçķ ñóŵ]'))

test('no key means two things', () => {
  const keys = SHORTCUTS.flatMap((one) => one.keys)
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
})
