// Pictures: acts counted, a person in time, who is linked with whom; each with its table, by keyboard, in three languages.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
})
afterAll(async () => {
  await desk?.end()
})

const figures = async (window: Window) => {
  await window.page.locator('nav').first().waitFor()
  await window.page.locator('main').focus()
  await window.page.keyboard.press('g')
  await window.page.keyboard.press('f')
  await window.page.getByRole('heading', { level: 1, name: 'Figures' }).waitFor()
}

test('acts are counted as the records say, and the table says what the picture shows', async () => {
  const window = await desk.window()
  const { page } = window
  await figures(window)
  const all = await desk.call<{ acts: number; cases: number; by_type: { code: string; acts: number }[] }>('figures', {})
  await page.getByText(`${all.acts} acts in ${all.cases} cases.`).waitFor()
  await page.getByText('Known only').waitFor()
  await window.accessible()
  const first = page.getByRole('table').filter({ hasText: all.by_type.length > 0 ? 'Criminal case opened' : '' }).first()
  const opened = all.by_type.find((one) => one.code === 'criminal_case_opened')
  expect(await first.getByRole('row').filter({ hasText: 'Criminal case opened' }).getByRole('cell').first().innerText()).toBe(String(opened?.acts))
  // Columns of months add up to their table.
  await page.locator('main details summary').first().click()
  const rows = await page.locator('main details tbody td:last-child').allInnerTexts()
  expect(rows.reduce((sum, one) => sum + Number(one), 0)).toBe(all.acts)
  // A period in plain words.
  await page.getByLabel('From', { exact: true }).fill('1 November 2025')
  await page.keyboard.press('Tab')
  await page.getByText('Since 1 Nov 2025.').waitFor()
  const since = await desk.call<{ acts: number }>('figures', { from: '2025-11-01' })
  expect(since.acts).toBeLessThan(all.acts)
  await page.getByText(`${since.acts} acts in`).waitFor()
  await page.getByRole('button', { name: 'Assembly' }).click()
  const both = await desk.call<{ acts: number }>('figures', { from: '2025-11-01', space: ['assembly'] })
  await page.getByText(new RegExp(`^${both.acts} acts? in`)).waitFor()
  await page.getByLabel('From', { exact: true }).fill('1 January 2030')
  await page.keyboard.press('Tab')
  await page.getByText('Nothing to count').waitFor()
  await window.accessible()
  await window.closed()
})

test('a person in time and among others', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().waitFor()
  const { parties } = await desk.call<{ parties: { id: string; name: string }[] }>('party_list', { text: 'Amir Kassenov' })
  const amir = parties.find((one) => one.name === 'Amir Kassenov')
  if (!amir) throw new Error('not in the example')
  await page.locator('nav').first().getByRole('button', { name: 'People' }).click()
  await page.locator('[data-filter-text]').fill('Amir Kassenov')
  await page.locator(`[data-party="${amir.id}"]`).click()
  await page.getByRole('heading', { name: 'In time' }).waitFor()
  await page.getByRole('button', { name: /House arrest|Under house arrest/ }).first().waitFor()
  const graph = page.getByRole('region', { name: 'Who is linked with whom' })
  await graph.scrollIntoViewIfNeeded()
  const drawn = await desk.call<{ parties: { name: string }[]; cases: { reference: string }[]; links: unknown[] }>('party_graph', { id: amir.id })
  expect(drawn.parties.length).toBeGreaterThan(5)
  for (const one of [...drawn.cases.map((one) => one.reference), ...drawn.parties.slice(1, 4).map((one) => one.name)]) await graph.getByRole('button', { name: one, exact: true }).first().waitFor()
  await graph.locator('summary').focus()
  await page.keyboard.press('Enter')
  expect(await graph.getByRole('row').count()).toBeGreaterThan(5)
  await window.accessible()
  // By key to a case.
  await graph.locator('svg').getByRole('button', { name: drawn.cases[0]?.reference ?? '', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Summary' }).waitFor()
  await window.closed()
})

test('on paper there are the pictures and no controls', async () => {
  const window = await desk.window()
  const { page } = window
  await figures(window)
  await page.getByText('Known only').waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByLabel('From', { exact: true }).isVisible()).toBe(false)
  expect(await page.locator('main table').last().isVisible()).toBe(true)
  await window.closed()
})
