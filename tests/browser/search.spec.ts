// The search screen: everything found, what it can be narrowed by, the passage that matched, searches kept with a name; by keyboard, by axe, in three languages.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ demo: true })
  const { cases } = await desk.call<{ cases: { id: string; ref: string }[] }>('case_list')
  const value = { case_id: cases[0]?.id, kind: 'privileged', text: 'Between lawyer and client: the quartzite defence.' }
  await desk.call('record_save', { record: { kind: 'note', value }, base: null })
})
afterAll(() => desk?.end())

/** From anywhere to the screen, by keys alone. */
async function find(window: Window, words: string): Promise<void> {
  const { page } = window
  await page.locator('nav').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(words)
  await page.getByRole('option', { name: new RegExp(`“${words}”`) }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('searchbox', { name: 'Words to look for' }).waitFor()
  await page.locator('button.hit').first().waitFor()
}
const chip = (window: Window, name: RegExp) => window.page.getByRole('button', { name })

test('from the box to all of it, narrowed, and to a record and back, by keyboard', async () => {
  const window = await desk.window()
  const { page } = window
  await find(window, 'Касенов')
  expect(await page.locator('button.hit mark').first().innerText()).toMatch(/Kas+enov/)
  await window.accessible()
  const all = await page.locator('button.hit').count()
  const acts = chip(window, /^Acts \d+$/)
  const count = Number((await acts.innerText()).replace(/\D/g, ''))
  await acts.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => page.locator('button.hit').count()).toBe(count)
  expect(count).toBeLessThan(all)
  expect(await acts.getAttribute('aria-pressed')).toBe('true')
  await window.accessible()
  await chip(window, /^2025 /).click()
  await chip(window, /^Show all$/).click()
  await expect.poll(() => page.locator('button.hit').count()).toBe(all)
  // From the words down into the list, along it, into a record, and back to where one was.
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  expect(await page.locator('button.hit').nth(1).evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox', { name: 'Words to look for' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('open the search')
  await page.keyboard.press('Enter')
  await page.locator('button.hit').first().waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('Касенов')
  await window.closed()
})

test('a search is kept, found again everywhere, renamed, changed and deleted', async () => {
  const window = await desk.window()
  const { page } = window
  await find(window, 'arrest')
  await chip(window, /^Measures/).click()
  await page.getByRole('button', { name: 'Keep this search' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Who was held')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Who was held' }).waitFor()
  await window.accessible()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('navigation', { name: 'Saved searches' }).getByRole('button', { name: 'Who was held' }).click()
  expect(await chip(window, /^Measures/).getAttribute('aria-pressed')).toBe('true')
  // Narrowed further, it can be kept as it is now.
  await chip(window, /^2025 /).click()
  await page.getByRole('button', { name: 'Save the changes' }).click()
  await page.getByRole('button', { name: 'Save the changes' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'What to do with this search' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Held in 2025')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Held in 2025' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('held in')
  await page.getByRole('option', { name: 'Held in 2025' }).click()
  await page.getByRole('heading', { name: 'Held in 2025' }).waitFor()
  const { searches } = await desk.call<{ searches: { search: { years: number[]; kinds: string[]; name: string } }[] }>('saved_search_list')
  expect(searches.map((one) => one.search)).toMatchObject([{ name: 'Held in 2025', kinds: ['measure'], years: [2025] }])
  await page.getByRole('button', { name: 'What to do with this search' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'Search', exact: true }).waitFor()
  expect((await desk.call<{ searches: unknown[] }>('saved_search_list')).searches).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await desk.call<{ searches: unknown[] }>('saved_search_list')).searches.length).toBe(1)
  await window.closed()
})

test('what lawyer and client write is found only when asked for', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('quartzite')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing found for “quartzite”.').waitFor()
  await window.accessible()
  await page.getByLabel('Lawyer notes too').check()
  await page.locator('button.hit', { hasText: 'quartzite' }).waitFor()
  await window.closed()
})

for (const [language, empty] of [['ru', 'Ищите что угодно'], ['kk', 'Кез келген нәрсені іздеңіз']] as const) {
  test(`in ${language}, dark and narrow, axe finds nothing`, async () => {
    await desk.settings({ language })
    const window = await desk.window({ colorScheme: 'dark', width: 720, height: 900 })
    const { page } = window
    await page.locator('nav').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(language === 'ru' ? 'открыть поиск' : 'іздеуді ашу')
    await page.keyboard.press('Enter')
    await page.getByText(empty).waitFor()
    await window.accessible()
    await page.keyboard.type('Қасенов')
    await page.locator('button.hit').first().waitFor()
    await window.accessible()
    await desk.settings({ language: 'en' })
    await window.closed()
  })
}
