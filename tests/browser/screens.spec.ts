// Every screen of the example vault, by axe, in light and dark, wide and narrow; the palette, the keys, the handover and the safety screens do their work.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

let desk: Desk
let other: Desk
beforeAll(async () => {
  desk = await Desk.start()
  other = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
})
afterAll(async () => {
  await desk?.end()
  await other?.end()
})

const go = (window: Window, screen: string) => window.page.locator('nav').getByRole('button', { name: screen }).click()
const tab = (window: Window, name: string) => window.page.getByRole('tab', { name, exact: true }).click()

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { width: 720, height: 900 }] as const) {
  test(`axe finds nothing: ${JSON.stringify(look)}`, async () => {
    const window = await desk.window(look)
    await window.page.getByRole('heading', { name: /23 January 2026/ }).waitFor()
    await window.accessible()
    await go(window, 'Handover')
    await window.accessible()
    for (const name of ['Receive', 'Partners', 'My card', 'Log']) {
      await tab(window, name)
      await window.accessible()
    }
    await go(window, 'Safety')
    await window.accessible()
    for (const name of ['This computer', 'Vault', 'Import and export']) {
      await tab(window, name)
      await window.accessible()
    }
    await window.page.keyboard.press('Control+k')
    await window.accessible()
    await window.page.keyboard.type('kassenov')
    await window.page.getByRole('option', { name: /Kassenov/ }).first().waitFor()
    await window.accessible()
    await window.page.keyboard.press('Escape')
    await window.page.keyboard.press('?')
    await window.page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await window.accessible()
    await window.closed()
  })
}

describe('by keyboard alone', () => {
  test('search finds a name in another script and goes there', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Касенов')
    await page.getByRole('option', { name: /Kassenov/ }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await window.still()
    expect(await page.locator('main').innerText()).toContain('Kassenov')
    await window.closed()
  })

  test('g and a letter goes, Escape closes, the focus returns', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await page.getByRole('heading', { name: 'Handover' }).waitFor()
    const button = page.locator('nav button').first()
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox').waitFor({ state: 'detached' })
    await page.waitForTimeout(50)
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
    await window.closed()
  })

  test('nothing found says what to try', async () => {
    const window = await desk.window()
    await window.page.locator('nav').waitFor()
    await window.page.keyboard.press('Control+k')
    await window.page.keyboard.type('xqzwv')
    await window.page.getByText('Nothing found for').waitFor()
    await window.closed()
  })
})

test('language, theme and text size take effect at once and stay', async () => {
  const window = await desk.window()
  const { page } = window
  await go(window, 'Safety')
  await tab(window, 'This computer')
  await page.getByText('Қазақша').click()
  await page.getByRole('heading', { name: 'Қауіпсіздік' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('kk')
  await page.getByText('Қараңғы').click()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await page.reload()
  await page.locator('nav').waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['kk', 'dark'])
  await desk.settings({ language: 'en', theme: 'system' })
  await window.closed()
})

test('a card comes in, a case goes out sealed, and the log knows', async () => {
  await other.vault({ name: 'Warsaw' })
  const card = await other.call<{ text: string; words: string }>('card_get')
  const window = await desk.window()
  const { page } = window
  await go(window, 'Handover')
  await tab(window, 'Partners')
  await page.getByRole('button', { name: 'Add a partner' }).click()
  await page.getByLabel('Card').fill(card.text.replace('recipient: age1', 'recipient: age2'))
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Card').fill(card.text)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('dialog').getByText(card.words).waitFor()
  await page.getByText('We compared the number by voice').click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('compared', { exact: true }).waitFor()

  await tab(window, 'Hand over')
  await page.getByLabel('Filter by reference').fill('KZ-003')
  await page.locator('label', { hasText: 'KZ-003' }).click()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.locator('label', { hasText: 'compared' }).click()
  await page.getByRole('button', { name: /^Next/ }).click()
  await window.accessible()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.getByText('As the other person will see it').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.getByRole('textbox', { name: /^Message/ }).fill('Please look at the search first.')
  const out = desk.path('parcel.age')
  await desk.pick(out)
  await page.getByRole('button', { name: 'Seal and save' }).click()
  await page.getByText('The file is ready').waitFor()
  await window.accessible()
  expect(readFileSync(out).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  await tab(window, 'Log')
  await page.getByText('KZ-003').waitFor()
  await window.closed()

  const received = await other.window()
  await received.page.locator('nav').getByRole('button', { name: 'Handover' }).click()
  await received.page.getByRole('tab', { name: 'Receive' }).click()
  await other.pick(out)
  await received.page.getByRole('button', { name: 'Choose the file' }).click()
  await received.page.getByText('The file is whole, untouched, and meant for you').waitFor()
  await received.page.getByText('Please look at the search first.').waitFor()
  await received.page.getByText('The sender is not among your partners').waitFor()
  await received.accessible()
  await received.page.getByRole('button', { name: 'Take into this vault' }).click()
  await received.page.getByText('Taken into this vault').waitFor()
  await received.accessible()
  await received.closed()
})

test('a note between lawyer and client leaves only when it is picked by hand', async () => {
  const { case: own } = await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-002' })
  const note = { id: '00000000-0000-0000-0000-000000000000', case_id: own.id, kind: 'privileged', text: 'The client would rather appeal.', links: [], sensitivity: 'confidential' }
  await desk.call('record_save', { record: { kind: 'note', value: note }, base: null })
  const { text: card } = await desk.call<{ text: string }>('card_get')
  const window = await desk.window()
  const { page } = window
  await go(window, 'Handover')
  await page.locator('label', { hasText: 'KZ-002' }).click()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.locator('main textarea').fill(card)
  await page.getByRole('button', { name: /^Next/ }).click()
  const box = page.getByRole('checkbox', { name: 'The client would rather appeal.' })
  expect(await box.isChecked()).toBe(false)
  await window.accessible()
  await page.getByRole('button', { name: /^Next/ }).click()
  const stays = page.getByRole('region', { name: 'Stays here' })
  await stays.getByText('Privileged notes not picked by hand').waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await box.check()
  await page.getByRole('button', { name: /^Next/ }).click()
  await stays.waitFor()
  expect(await stays.innerText()).not.toContain('Privileged notes')
  await window.closed()
})

test('a file that is no handover is refused in words', async () => {
  const junk = desk.path('junk.age')
  writeFileSync(junk, 'not a sealed file')
  const window = await desk.window()
  await go(window, 'Handover')
  await tab(window, 'Receive')
  await desk.pick(junk)
  await window.page.getByRole('button', { name: 'Choose the file' }).click()
  await window.page.locator('[role=alert], .bad').first().waitFor()
  await window.accessible()
  await window.closed()
})

describe('safety', () => {
  test('every byte is checked', async () => {
    const window = await desk.window()
    await go(window, 'Safety')
    await tab(window, 'Vault')
    await window.page.getByRole('button', { name: 'Check now' }).click()
    await window.page.getByText('All is as it was written').waitFor()
    await window.closed()
  })

  test('a further kit is made, and removed with a delay that can be stopped', async () => {
    const window = await desk.window()
    const { page } = window
    await go(window, 'Safety')
    await page.getByRole('button', { name: 'New recovery kit' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Make the kit' }).click()
    await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor()
    await window.accessible()
    await page.getByText('I have the kit on paper').click()
    await page.getByRole('button', { name: 'Done' }).click()
    const remove = page.getByRole('button', { name: 'Remove', exact: true })
    expect(await remove.count()).toBe(2)
    await remove.last().click()
    await window.accessible()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await dialog.getByText('I have another way').click()
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await dialog.waitFor({ state: 'detached', timeout: 15_000 })
    expect(await remove.count()).toBe(1)
    await window.closed()
  })

  test('import names every fault by its place; export writes after a delay', async () => {
    const bad = desk.path('bad.json')
    writeFileSync(bad, JSON.stringify({ cases: [{ id: 'x', acts: [{ start: 'someday' }] }] }))
    const out = desk.path('out.json')
    const window = await desk.window()
    const { page } = window
    await go(window, 'Safety')
    await tab(window, 'Import and export')
    await desk.pick(bad)
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await page.locator('code, [role=alert]').first().waitFor()
    await window.accessible()
    await desk.pick(out)
    await page.getByRole('button', { name: 'Choose where' }).click()
    await page.getByText('I know who can reach this place').click()
    await page.getByRole('button', { name: 'Write the file' }).click()
    expect(existsSync(out)).toBe(false)
    await page.getByText('Written: out.json').waitFor({ timeout: 20_000 })
    expect(JSON.parse(readFileSync(out, 'utf8')).cases.length).toBeGreaterThan(30)
    await window.closed()
  })
})
