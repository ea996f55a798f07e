import { beforeEach, describe, expect, test, vi } from 'vitest'

// Words come from modules that look at the window they run in.
vi.hoisted(() => Object.assign(globalThis, { window: {}, document: { documentElement: { lang: '' } } }))

import type { Claim, Gap, UncertainDate } from '../../src/api/types'
import { language } from '../../src/i18n/index.svelte'
import { blank, NIL, sameAgain } from '../../src/record/blank'
import { byRecord, conflicts, gradeOf, settled } from '../../src/record/claims'
import { countForm, sumOfParts } from '../../src/record/count'
import { ageOn, dateWords } from '../../src/record/date'
import { fromDay, monthLength, toDay } from '../../src/record/days'
import { routeOfDraft, wordsOfDraft } from '../../src/record/drafts'
import { durationParts, readDuration, writeDuration } from '../../src/record/duration'
import { durationWords } from '../../src/record/durationWords'
import { readEdtf } from '../../src/record/edtf'
import { readFocus } from '../../src/record/focus'
import { mendAt, orderGaps } from '../../src/record/gaps'
import { blocks, firstLine, pieces } from '../../src/record/markdown'
import { initials, shortName } from '../../src/record/names.svelte'
import { newProvision } from '../../src/record/vocab'

beforeEach(() => language.set('en'))
const date = (edtf: string): UncertainDate => ({ edtf, earliest: null, latest: null, precision: 'day', approximate: false, uncertain: false, words: null })

describe('days', () => {
  test('there and back', () => expect(fromDay(toDay('2024-02-29') as number)).toEqual({ year: 2024, month: 2, day: 29 }))
  test('what is no day', () => expect([toDay('2024-02'), toDay(''), toDay(null)]).toEqual([null, null, null]))
  test('length of months', () => expect([monthLength(2024, 2), monthLength(2025, 2), monthLength(2025, 12)]).toEqual([29, 28, 31]))
})

describe('dates in words', () => {
  const check = (edtf: string, en: string, ru: string, kk: string) => {
    for (const [code, expected] of [['en', en], ['ru', ru], ['kk', kk]] as const) {
      language.set(code)
      expect(dateWords(date(edtf)), `${code} ${edtf}`).toBe(expected)
    }
  }
  test('a day', () => check('2025-11-13', '13 Nov 2025', '13 нояб. 2025', '2025 ж. 13 қар.'))
  test('a month', () => check('2025-11', 'November 2025', 'ноябрь 2025', '2025 ж. қараша'))
  test('a year', () => check('2025', '2025', '2025', '2025 ж.'))
  test('a season', () => check('2025-22', 'summer 2025', 'лето 2025', '2025 ж. жазы'))
  test('a decade', () => check('202X', '2020s', '2020-е годы', '2020 жылдар'))
  test('about', () => check('2025-11~', 'about November 2025', 'примерно ноябрь 2025', 'шамамен 2025 ж. қараша'))
  test('not certain', () => check('2025-11?', 'November 2025 (?)', 'ноябрь 2025 (?)', '2025 ж. қараша (?)'))
  test('the middle of a month', () => check('[2026-01-11..2026-01-20]', 'mid-January 2026', 'середина января 2026', '2026 ж. қаңтар айының ортасы'))
  test('the end of a month', () => check('[2026-01-21..2026-01-31]', 'late January 2026', 'конец января 2026', '2026 ж. қаңтар айының соңы'))
  test('not later', () => check('[..2025-11]', 'by November 2025', 'не позднее ноября 2025', 'ең кеші 2025 ж. қараша'))
  test('some day between', () => check('[2025-06..2026-01]', 'June 2025 – January 2026, some day', 'июнь 2025 – январь 2026, день неизвестен', '2025 ж. маусым – 2026 ж. қаңтар, күні белгісіз'))
  test('lasting on', () => check('2025-07/..', 'since July 2025', 'с июля 2025', 'басталуы: 2025 ж. шілде'))
  test('nothing', () => expect(dateWords(null)).toBe(''))
  test('a form without words stands as it is', () => expect(dateWords(date('Y-170000002'))).toBe('Y-170000002'))
})

describe('EDTF', () => {
  test('first ten days', () => expect(readEdtf('[2026-02-01..2026-02-10]')?.kind).toBe('third'))
  test('other ten days are only days between', () => expect(readEdtf('[2026-02-02..2026-02-11]')?.kind).toBe('within'))
  test('one of several', () => expect(readEdtf('[2025-11,2026-01]')?.kind).toBe('either'))
  test('nonsense', () => expect([readEdtf(''), readEdtf('[..]'), readEdtf('x/y')]).toEqual([null, null, null]))
})

describe('age', () => {
  test('from the latest day of birth: at least so old', () => expect(ageOn({ ...date('1990'), earliest: '1990-01-01', latest: '1990-12-31' }, '2026-01-23')).toBe(35))
  test('unknown', () => expect(ageOn(null, '2026-01-23')).toBeNull())
})

describe('durations', () => {
  test('read', () => expect([readDuration('P2M'), readDuration('P4Y6M'), readDuration('')]).toEqual([{ count: 2, unit: 'M' }, null, null]))
  test('write', () => expect([writeDuration(15, 'D'), writeDuration(null, 'M'), writeDuration(0, 'M')]).toEqual(['P15D', '', '']))
  test('compound', () => expect(durationParts('P4Y6M')).toHaveLength(2))
  test('in words', () => {
    const all = ['en', 'ru', 'kk'].map((code) => (language.set(code), durationWords('P5M')))
    expect(all).toEqual(['5 months', '5 месяцев', '5 ай'])
  })
})

describe('counts', () => {
  test('forms', () => expect([countForm(19, 19).form, countForm(2, 7).form, countForm(20, null).form, countForm(null, 5).form, countForm(null, null).form]).toEqual(['exact', 'range', 'least', 'most', 'none']))
  const parts = (...counts: number[]) => counts.map((count) => ({ label: '', count }))
  test('parts that add up', () => expect(sumOfParts(parts(13, 6), 19, 19).state).toBe('fits'))
  test('parts that do not', () => expect([sumOfParts(parts(13, 5), 19, 19), sumOfParts(parts(13, 7), 19, 19)]).toEqual([{ state: 'short', by: 1 }, { state: 'over', by: 1 }]))
  test('within a range', () => expect(sumOfParts(parts(4), 2, 7).state).toBe('fits'))
  test('a lower bound only', () => expect(sumOfParts(parts(40), 20, null).state).toBe('fits'))
  test('no parts, nothing to say', () => expect(sumOfParts([], 19, 19).state).toBe('none'))
})

describe('claims', () => {
  const claim = (id: string, extra: Partial<Claim> = {}): Claim => ({ ...blank.claim('case', 'act', 'a1'), id, source: 's1', ...extra })
  test('those that disagree come together, through each other and either way', () => {
    const groups = conflicts([claim('1', { conflicts_with: ['2'] }), claim('2'), claim('3', { conflicts_with: ['2'] }), claim('4')])
    expect(groups.map((group) => group.map((one) => one.id).sort())).toEqual([['1', '2', '3']])
  })
  test('a claim that is not there joins nothing', () => expect(conflicts([claim('1', { conflicts_with: ['gone'] })])).toEqual([]))
  test('the accepted one stands first', () => expect(conflicts([claim('1', { conflicts_with: ['2'] }), claim('2', { status: 'accepted' })])[0]?.[0]?.id).toBe('2'))
  test('settled', () => expect([settled([claim('1', { status: 'accepted' }), claim('2', { status: 'rejected' })]), settled([claim('1', { status: 'accepted' }), claim('2', { status: 'conflict' })])]).toEqual([true, false]))
  test('by record, in the order of the page', () => expect(byRecord([claim('1', { about_id: 'b' }), claim('2', { about_id: 'a' }), claim('3', { about_id: 'z' })], ['a', 'b']).map((group) => group.id)).toEqual(['a', 'b', 'z']))
  test('grades', () => expect([gradeOf(claim('1', { credibility: 'c2' }), { reliability: 'b' }), gradeOf(claim('1', { reliability: 'a', credibility: 'c1' }), { reliability: 'b' }), gradeOf(claim('1'), undefined)]).toEqual(['B2', 'A1', 'F6']))
})

describe('gaps', () => {
  const gap = (code: string, extra: Partial<Gap> = {}): Gap => ({ code, kind: 'act', id: 'a1', field: '', label: '', ...extra })
  test('worst first, the rest in their order', () => expect(orderGaps([gap('no_locator'), gap('sums'), gap('new_kind'), gap('unresolved_conflict')]).map((one) => one.code)).toEqual(['unresolved_conflict', 'sums', 'no_locator', 'new_kind']))
  test('a date is mended in the act', () => expect(mendAt(gap('no_date', { field: 'start' }))).toEqual({ tab: 'acts', focus: 'act:a1:start' }))
  test('a source is mended among the claims', () => expect(mendAt(gap('no_source'))).toEqual({ tab: 'sources', focus: 'act:a1' }))
  test('no acts: a new one', () => expect(mendAt(gap('no_acts', { kind: 'case' }))).toEqual({ tab: 'acts', focus: 'new' }))
})

describe('markdown', () => {
  const check = (line: string, expected: string) => expect(pieces(line).map((one) => (one.mark ? `<${one.mark}>${one.text}` : one.text)).join('|')).toBe(expected)
  test('strong and em', () => check('a **b c** and *d*', 'a |<strong>b c| and |<em>d'))
  test('names with underscores stay whole', () => check('snake_case_name', 'snake_case_name'))
  test('unclosed marks stay', () => check('2 * 3 ** 4', '2 * 3 ** 4'))
  test('code keeps its stars', () => check('`a*b*c`', '<code>a*b*c'))
  test('markup stays text', () => check('<script>alert(1)</script> <b>x</b>', '<script>alert(1)</script> <b>x</b>'))
  test('a link leads nowhere', () => check('[x](javascript:alert(1))', '[x](javascript:alert(1))'))
  test('blocks', () => expect(blocks('# A\n\none\ntwo\n\n- x\n- [x] y\n1. z\n> q').map((block) => block.kind)).toEqual(['h', 'p', 'ul', 'ol', 'quote']))
  test('a task in a list', () => expect(blocks('- [x] done\n- [ ] open')[0]).toMatchObject({ items: [{ done: true }, { done: false }] }))
  test('first line', () => expect([firstLine('\n\n## Head\ntext'), firstLine('- **one**\n- two'), firstLine('')]).toEqual(['Head', 'one', '']))
})

describe('names', () => {
  test('short', () => expect([shortName('Amir Kassenov'), shortName('Әмір Қасенов'), shortName('Tansari'), shortName('Freedom Finance', 'organisation'), shortName('Nineteen people of the protest')]).toEqual(['A. Kassenov', 'Ә. Қасенов', 'Tansari', 'Freedom Finance', 'Nineteen people of the protest']))
  test('initials', () => expect([initials('Amir Kassenov'), initials('әмір қасенов'), initials('  '), initials('(S-014)')]).toEqual(['AK', 'ӘҚ', '', '0']))
})

describe('forms', () => {
  test('the same again keeps who, where and when, and is a new record', () => {
    const first = { ...blank.act('c'), id: 'x', act_type: 'search', victim: 'v', description: 'long', outcome: 'o', sub_counts: [{ label: 'a', count: 1 }] }
    expect(sameAgain(first)).toMatchObject({ id: NIL, case_id: 'c', victim: 'v', act_type: 'search', description: '', outcome: '', sub_counts: [] })
  })
  test('an article as typed', () => expect([newProvision('274 Criminal Code'), newProvision('ст. 434 ч. 2 КоАП'), newProvision('Criminal Code')].map((one) => one && [one.article, one.part, one.law])).toEqual([['274', '', 'Criminal Code'], ['434', '2', 'КоАП'], null]))
  test('codes of articles are ASCII', () => expect(newProvision('434 Әкімшілік кодекс')?.code).toMatch(/^[A-Z0-9-]+$/))
  test('where to jump', () => expect([readFocus('act:1:start'), readFocus('1', 'act'), readFocus(undefined)]).toEqual([{ kind: 'act', id: '1', field: 'start' }, { kind: 'act', id: '1', field: '' }, null]))
})

describe('drafts', () => {
  test('lead back to their form', () => expect([routeOfDraft('act:c1:new'), routeOfDraft('measure:c1:m1'), routeOfDraft('party:p1'), routeOfDraft('claim:c1:new:a1'), routeOfDraft('note')]).toEqual([
    { screen: 'cases', id: 'c1', tab: 'acts', focus: 'new' }, { screen: 'cases', id: 'c1', tab: 'measures', focus: 'measure:m1' }, { screen: 'people', id: 'p1', focus: 'edit' },
    { screen: 'cases', id: 'c1', tab: 'sources', focus: 'new:a1' }, null,
  ]))
  test('are known by their words', () => expect([wordsOfDraft({ value: { title: ' ', text: 'he said' } }), wordsOfDraft(null), wordsOfDraft('x')]).toEqual(['he said', '', '']))
})
