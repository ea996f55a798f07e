// Vocabularies, places, money, ties, contradictions and the history of one field, in the window against the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Lists', demo: true })
})
afterAll(() => desk?.end())

interface Row { term: { id: string; code: string; vocabulary: string; en: string; retired: boolean; group: string }; uses: number }
const row = async (code: string) => (await desk.call<{ terms: Row[] }>('term_list')).terms.find((one) => one.term.code === code && one.term.vocabulary === 'measure')
const places = async () => (await desk.call<{ places: { place: { id: string; name: string; latitude: number | null; never_export: boolean }; uses: number }[] }>('place_list')).places

async function lists(tab = ''): Promise<Window> {
  const window = await desk.window()
  await window.page.locator('nav').waitFor()
  await window.page.locator('nav').getByRole('button', { name: /^Safety/ }).click()
  await window.page.getByRole('tab', { name: 'Lists', exact: true }).click()
  if (tab) await window.page.getByRole('tab', { name: tab, exact: true }).click()
  await window.still()
  return window
}
async function open(ref: string, tab = ''): Promise<Window> {
  const window = await desk.window()
  await window.page.locator('nav').waitFor()
  await window.page.locator('nav').getByRole('button', { name: /^Cases/ }).click()
  await window.page.locator('[data-filter-text]').fill(ref)
  const row = window.page.locator('[data-case]', { hasText: ref })
  await row.click()
  await window.page.getByRole('heading', { level: 1 }).last().waitFor()
  if (tab) await window.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
  await window.still()
  return window
}
const save = (window: Window) => window.page.getByRole('button', { name: 'Save', exact: true }).click()
const gone = (window: Window) => window.page.locator('form.frame').waitFor({ state: 'detached' })

test('a term is added, renamed, retired, offered again and replaced by another', async () => {
  const window = await lists()
  const { page } = window
  await page.getByLabel('Vocabulary', { exact: true }).selectOption({ label: 'Measures (statuses)' })
  await window.accessible()
  await page.getByRole('button', { name: 'Add a term' }).click()
  await save(window)
  await page.getByText('Give it a label in one of the languages.').waitFor()
  await page.getByLabel('Label in English').fill('Watched at home')
  await save(window)
  await page.getByText('Choose the group it belongs to.').waitFor()
  await page.getByLabel('Group').selectOption({ label: 'Not free' })
  await page.getByLabel('Group').press('Control+Enter')
  await gone(window)
  expect(await row('watched_at_home')).toMatchObject({ term: { group: 'held' }, uses: 0 })

  await page.getByLabel('Find').fill('house arrest')
  await page.getByRole('button', { name: /Under house arrest/ }).click()
  await page.getByLabel('Label in English').fill('At home under arrest')
  await window.accessible()
  await save(window)
  await gone(window)
  await page.getByLabel('Find').fill('under arrest')
  await page.getByRole('button', { name: /At home under arrest.*label changed/s }).click()
  await page.getByRole('button', { name: 'Put back the label it came with' }).click()
  await gone(window)
  await expect.poll(async () => (await row('house_arrest'))?.term.en).toBe('Under house arrest')

  const uses = (await row('house_arrest'))?.uses ?? 0
  expect(uses).toBeGreaterThan(0)
  await page.getByLabel('Find').fill('house arrest')
  await page.getByRole('button', { name: /Under house arrest/ }).click()
  await page.getByRole('button', { name: 'Replace by another…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('By', { exact: true }).selectOption({ label: 'Watched at home' })
  await dialog.getByText(`${uses} records will say “Watched at home”`).waitFor()
  await window.accessible()
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  expect([(await row('watched_at_home'))?.uses, (await row('house_arrest'))?.term.retired]).toEqual([uses, true])
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(async () => [(await row('house_arrest'))?.uses, (await row('house_arrest'))?.term.retired]).toEqual([uses, false])

  await page.getByLabel('Find').fill('watched')
  await page.getByRole('button', { name: /Watched at home/ }).click()
  await page.getByRole('button', { name: 'Retire', exact: true }).click()
  await gone(window)
  await page.getByText('No such term', { exact: true }).waitFor()
  await page.getByLabel('Show the retired term too').check()
  await page.getByRole('button', { name: /Watched at home.*retired/s }).click()
  await page.getByRole('button', { name: 'Offer again' }).click()
  await gone(window)
  expect((await row('watched_at_home'))?.term.retired).toBe(false)
  await window.closed()
})

test('a term that is missed is added from the field, by a deliberate act only', async () => {
  const window = await open('KZ-002', 'Measures')
  const { page } = window
  await page.getByRole('button', { name: 'Add a measure' }).click()
  const box = page.getByRole('combobox', { name: 'Measure', exact: true })
  await box.fill('Held by neighbours')
  await box.press('Enter')
  expect(await row('held_by_neighbours')).toBeUndefined()
  await box.press('ArrowDown')
  await box.press('Enter')
  await expect.poll(async () => (await row('held_by_neighbours'))?.term.vocabulary).toBe('measure')
  await expect.poll(() => box.inputValue()).toBe('Held by neighbours')
  await window.closed()
})

test('places: added with a position, found by another spelling, made one', async () => {
  const window = await lists('Places')
  const { page } = window
  await window.accessible()
  await page.getByRole('button', { name: 'Add a place' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Алматы')
  await page.getByText('Spelt alike, perhaps the same:').waitFor()
  await page.getByLabel(/^Latitude/).fill('143.2')
  await save(window)
  await page.getByText('A number between −90 and 90, for example 43.238.').waitFor()
  await page.getByLabel(/^Latitude/).fill('43,238')
  await save(window)
  await page.getByText('Latitude and longitude belong together').waitFor()
  await page.getByLabel(/^Longitude/).fill('76.945')
  await page.getByLabel(/Never leaves the vault/).check()
  await window.accessible()
  await save(window)
  await gone(window)
  const before = await places()
  expect(before.find((one) => one.place.name === 'Алматы')?.place).toMatchObject({ latitude: 43.238, never_export: true })
  const uses = before.find((one) => one.place.name === 'Almaty')?.uses ?? 0
  expect(uses).toBeGreaterThan(0)

  await page.getByLabel('Find').fill('Алматы')
  await page.getByRole('button', { name: /Алматы/ }).first().click()
  await page.locator('.near li', { hasText: /^Almaty/ }).first().getByRole('button', { name: 'It is the same place…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Everything at “Алматы” will be at “Almaty”').waitFor()
  await window.accessible()
  await dialog.getByRole('button', { name: 'Make them one' }).click()
  await dialog.waitFor({ state: 'detached' })
  const after = await places()
  expect(after.some((one) => one.place.name === 'Алматы')).toBe(false)
  expect(after.find((one) => one.place.name === 'Almaty')).toMatchObject({ uses, place: { latitude: 43.238, never_export: true } })
  await window.closed()

  // That it must not leave stands wherever the place does.
  const shown = await open('KZ-001')
  await shown.page.getByText('Almaty (never leaves the vault)').first().waitFor()
  await shown.page.getByRole('tab', { name: /^Acts/ }).click()
  await shown.page.getByRole('button', { name: 'Add an act' }).last().click()
  const box = shown.page.getByRole('combobox', { name: 'Place', exact: true })
  await box.fill('Астана')
  await shown.page.getByRole('option', { name: /Astana.*another spelling/ }).click()
  await expect.poll(() => box.inputValue()).toBe('Astana')
  await shown.closed()
})

test('money and ties between cases', async () => {
  const window = await open('KZ-002', 'Proceedings')
  const { page } = window
  for (const [amount, currency] of [['27 000,50', 'eur'], ['100', 'EUR']] as const) {
    await page.getByRole('button', { name: 'Add an amount' }).click()
    await page.getByLabel('Amount', { exact: true }).fill('much')
    await save(window)
    await page.getByText('Type an amount in figures').waitFor()
    await page.getByLabel('Amount', { exact: true }).fill(amount)
    await page.getByLabel('Currency').fill(currency)
    await page.getByLabel('What for').fill('a fine')
    if (amount === '100') await page.getByLabel('About, not exactly').check()
    await save(window)
    await gone(window)
  }
  await page.getByText('Together: ≈ 27 100.50 EUR').waitFor()
  await window.accessible()
  await page.getByRole('tab', { name: /^Summary/ }).click()
  await page.getByRole('button', { name: 'Tie to a case' }).click()
  await save(window)
  await page.getByText('Say how they are tied.').waitFor()
  const how = page.getByRole('combobox', { name: 'How', exact: true })
  await how.fill('preced')
  await how.press('Enter')
  const to = page.getByRole('combobox', { name: /case/i }).last()
  await to.fill('KZ-039')
  await page.getByRole('option', { name: /KZ-039/ }).click()
  await window.accessible()
  await save(window)
  await gone(window)
  await page.getByText('Precedes', { exact: true }).waitFor()
  await window.closed()
  const other = await open('KZ-039')
  await other.page.getByText('the other way: precedes').waitFor()
  await other.page.getByRole('button', { name: 'Edit the tie to KZ-002' }).click()
  await other.page.locator('form.frame').getByRole('button', { name: 'Delete' }).click()
  await gone(other)
  expect((await desk.call<{ chains: { how: string; to_case: string }[]; case: { id: string } }>('case_open', { case: 'KZ-002' })).chains.some((one) => one.how === 'precedes')).toBe(false)
  await other.closed()
})

test('contradictions stand beside each other: in the overview, under Sources and at the field', async () => {
  const window = await open('KZ-017')
  const { page } = window
  await page.getByRole('button', { name: '2 contradictions' }).click()
  const clash = page.locator('.groups [data-conflict]')
  expect(await clash.count()).toBe(2)
  for (const words of [/Source [A-F]: /, /Information [1-6]: /]) expect(await clash.first().getByText(words).count()).toBe(2)
  await window.accessible()
  await clash.first().getByRole('button', { name: 'Accept this' }).first().click()
  await page.getByText('2 versions, one accepted').first().waitFor()
  // One of the two is about what was given as the reason of the second act.
  await page.getByRole('tab', { name: /^Acts/ }).click()
  const view = await desk.call<{ claims: { about_field: string; about_id: string }[] }>('case_open', { case: 'KZ-017' })
  const about = view.claims.find((one) => one.about_field === 'stated_reason')?.about_id ?? ''
  await page.locator(`#row-${about} button`).first().click()
  await page.locator('[data-field="stated_reason"] [data-conflict]').waitFor()
  expect(await page.locator('[data-field="stated_reason"] [data-claim]').count()).toBe(2)
  await window.accessible()
  await window.closed()
})

test('every contradiction of the example is visible as one', async () => {
  const { cases } = await desk.call<{ cases: { ref: string; id: string }[] }>('case_list', { text: '' })
  const window = await open('KZ-001')
  const { page } = window
  await page.locator('[data-filter-text]').fill('')
  let seen = 0
  for (const { ref } of cases) {
    const { claims } = await desk.call<{ claims: { conflicts_with: string[] }[] }>('case_open', { case: ref })
    const pairs = claims.filter((one) => one.conflicts_with.length > 0).length / 2
    if (pairs === 0) continue
    await page.locator('[data-filter-text]').fill(ref)
    await page.locator('[data-case]', { hasText: ref }).click()
    await page.locator('.crumbs', { hasText: ref }).waitFor()
    const words = await page.locator('.contra button').innerText()
    seen += Number(/\d+/.exec(words)?.[0])
    expect([ref, words]).toEqual([ref, pairs === 1 ? '1 contradiction' : `${pairs} contradictions`])
  }
  expect(seen).toBe(23)
  await window.closed()
})

test('the history of one field, and that field put back', async () => {
  const first = await desk.call<{ case: { id: string; title: string; owner: string }; revisions: Record<string, string> }>('case_open', { case: 'KZ-010' })
  const base = first.revisions[first.case.id]
  await desk.call('record_save', { record: { kind: 'case', value: { ...first.case, title: 'Another title', owner: 'A. Sample' } }, base })
  const window = await open('KZ-010', 'History')
  const { page } = window
  await page.getByLabel('Changes of').selectOption({ label: 'Title' })
  expect(await page.locator('dl dt').allInnerTexts()).toEqual(['Title', 'Title'])
  await window.accessible()
  await page.getByRole('button', { name: 'Put this field back to this' }).click()
  const now = () => desk.call<{ case: { title: string; owner: string } }>('case_open', { case: 'KZ-010' })
  await expect.poll(async () => (await now()).case.title).toBe(first.case.title)
  expect((await now()).case.owner).toBe('A. Sample')
  await window.closed()
})
