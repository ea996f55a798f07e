// Deadlines by rules, tasks, the calendar and the clients, by keyboard, against the real engine.
import { existsSync, readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

type Row = { id: string; ref: string }
type Entry = { kind: string; title: string; id: string }
let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
  // Amir Kassenov is somebody's client, in the case he is in.
  const { parties } = await desk.call<{ parties: Row[] }>('party_list', { text: 'Amir Kassenov' })
  const { case: found } = await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-003' })
  await desk.call('record_save', { record: { kind: 'involved', value: { case_id: found.id, party: parties[0]?.id, role: 'client' } }, base: null })
  await desk.call('record_save', { record: { kind: 'proceeding', value: { case_id: found.id, kind: 'trial', hearings: [{ date: '2026-02-20', words: 'Opening' }] } }, base: null })
})
afterAll(() => desk?.end())

const calendar = async (from: string, to: string) => desk.call<{ entries: Entry[] }>('calendar', { from, to, kinds: ['task'] })
async function openCalendar(window: Window): Promise<void> {
  const { page } = window
  await page.locator('nav').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.getByRole('grid').waitFor()
  await window.still()
}

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { width: 720, height: 900 }] as const) {
  test(`axe finds nothing: ${JSON.stringify(look)}`, async () => {
    const window = await desk.window(look)
    const { page } = window
    await openCalendar(window)
    await window.accessible()
    for (const name of ['List', 'Nothing to come', 'Deadline rules']) {
      await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
      await window.accessible()
    }
    await page.locator('main li .line').first().click()
    await window.accessible()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Month' }).click()
    await page.keyboard.press('n')
    await page.getByRole('dialog').waitFor()
    await window.accessible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Write a calendar file' }).click()
    await window.accessible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('nav').getByRole('button', { name: /^People/ }).click()
    await page.getByRole('button', { name: 'Clients', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor()
    await window.accessible()
    await page.getByRole('button', { name: 'Amir Kassenov' }).first().click()
    await page.getByRole('button', { name: 'One-page status' }).click()
    await window.accessible()
    await window.closed()
  }, 120_000)
}

describe('by keyboard alone', () => {
  test('the month: days, weeks, months, and what is on a day', async () => {
    const window = await desk.window()
    const { page } = window
    await openCalendar(window)
    const today = page.locator('[data-day="2026-01-23"]')
    expect(await today.getAttribute('aria-current')).toBe('date')
    await today.focus()
    for (const [key, day] of [['ArrowRight', '2026-01-24'], ['ArrowDown', '2026-01-31'], ['PageDown', '2026-02-28'], ['ArrowLeft', '2026-02-27'], ['Home', '2026-02-23'], ['ArrowRight', '2026-02-24']] as const) {
      await page.keyboard.press(key)
      await page.waitForFunction((wanted) => (document.activeElement as HTMLElement | null)?.dataset['day'] === wanted, day)
    }
    await page.getByRole('heading', { name: 'February 2026', exact: true }).waitFor()
    // The house arrest of Amir Kassenov runs out on this day; Enter goes to it, and on to the measure.
    expect(await page.locator('[data-day="2026-02-24"]').textContent()).toMatch(/24 February 2026: one entry/)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Kassenov'))
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: /^Measures/, selected: true }).waitFor()
    await window.closed()
  })

  test('a task without a case, for a day, done by Space', async () => {
    const window = await desk.window()
    const { page } = window
    await openCalendar(window)
    await page.keyboard.press('n')
    await page.getByLabel('What is to be done').waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
    await page.keyboard.type('Buy paper for the printer')
    await page.getByLabel('Due').fill('25 января 2026')
    await page.getByRole('dialog').getByText('25 Jan 2026').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(async () => (await calendar('2026-01-25', '2026-01-25')).entries.map((one) => one.title)).toEqual(['Buy paper for the printer'])
    await page.locator('[data-day="2026-01-23"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('checkbox', { name: 'Done: Buy paper' }).focus()
    await page.keyboard.press('Space')
    await expect.poll(async () => (await calendar('2026-01-25', '2026-01-25')).entries).toEqual([])
    // Taken back.
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await calendar('2026-01-25', '2026-01-25')).entries.length).toBe(1)
    await window.closed()
  })

  test('a suggested deadline is taken by Enter, another waved off by x, and both are offered once', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator('[data-case]', { hasText: 'KZ-003' }).first().click()
    const suggested = async () => (await desk.call<{ suggested: unknown[] }>('deadline_suggest', { case: 'KZ-003' })).suggested.length
    const before = await suggested()
    expect(before).toBeGreaterThan(1)
    await page.getByRole('button', { name: /suggested$/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Suggested deadlines' }).waitFor()
    await page.getByText('gives no legal advice').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Take')
    await page.keyboard.press('Enter')
    await expect.poll(suggested).toBe(before - 1)
    await expect.poll(() => page.locator('dialog button.take').count()).toBe(before - 1)
    await page.waitForFunction(() => document.activeElement?.textContent === 'Take')
    await page.keyboard.press('x')
    await expect.poll(suggested).toBe(before - 2)
    await window.closed()
  })
})

test('a rule is edited and marked as checked', async () => {
  const window = await desk.window()
  const { page } = window
  await openCalendar(window)
  await page.getByRole('tab', { name: 'Deadline rules' }).click()
  await page.locator('main li .line', { hasText: 'Appeal against the sentence' }).click()
  await page.getByRole('checkbox', { name: /A lawyer has checked/ }).check()
  await page.getByLabel('Legal basis').fill('Code of Criminal Procedure, art. 418')
  await page.keyboard.press('Control+Enter')
  await page.locator('main li', { hasText: 'art. 418' }).getByText('checked', { exact: true }).waitFor()
  await window.closed()
})

test('a calendar file is written where the person says, and names nobody', async () => {
  const window = await desk.window()
  const { page } = window
  await openCalendar(window)
  const path = desk.path('calendar.ics')
  await desk.pick(path)
  await page.getByRole('button', { name: 'Write a calendar file' }).click()
  await page.getByRole('checkbox', { name: /I know where/ }).check()
  await page.getByRole('button', { name: 'Write the file' }).click()
  await page.getByText('Written: calendar.ics').waitFor()
  expect(existsSync(path)).toBe(true)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain('DTSTART;VALUE=DATE:20260224')
  expect(text).not.toMatch(/Kassenov|KZ-/)
  await window.closed()
})

test('one page on a client, printed alone; clients and calendar in Kazakh and Russian', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await page.locator('nav').getByRole('button', { name: /^People/ }).click()
  await page.getByRole('button', { name: 'Clients', exact: true }).click()
  await page.getByRole('row', { name: /Amir Kassenov/ }).getByText('Under house arrest').first().waitFor()
  await page.getByRole('button', { name: 'Amir Kassenov' }).first().click()
  await page.getByRole('button', { name: 'One-page status' }).click()
  await page.getByRole('dialog').getByText('runs out 24 Feb 2026').first().waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => [...document.body.children].filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.className.split(' ')[0]))).toEqual(['print-root'])
  await page.emulateMedia({ media: null })
  await page.keyboard.press('Escape')
  await window.closed()
  for (const [language, month, words] of [['kk', '2026 жылғы қаңтар', 'Отырыс'], ['ru', 'Январь 2026', 'Заседание']] as const) {
    await desk.settings({ language })
    const other = await desk.window()
    await openCalendar(other)
    await other.page.getByRole('heading', { name: month, exact: true }).waitFor()
    await other.page.getByRole('button', { name: words, exact: true }).waitFor()
    await other.accessible()
    await other.closed()
  }
  await desk.settings({ language: 'en' })
})
