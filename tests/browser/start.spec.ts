// The way in: first run, a new vault, the lock, a wrong passphrase, the kit.
import { existsSync, readdirSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
})
afterAll(() => desk?.end())

test('a newcomer makes a vault and writes the first note', async () => {
  const window = await desk.window()
  const { page } = window
  await page.getByRole('heading', { name: 'Sandyq' }).waitFor()
  await window.accessible()
  await page.getByRole('radio', { name: 'Русский' }).click()
  await page.getByRole('button', { name: 'Далее' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ru')
  await page.getByRole('radio', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await window.accessible()
  await page.getByRole('button', { name: 'I understand' }).click()
  await window.accessible()
  await page.getByRole('button', { name: /Make a new vault/ }).click()
  await page.locator('ol li').nth(5).waitFor()
  await window.accessible()
  const words = (await page.locator('ol li').allInnerTexts()).map((text) => text.replace(/^\d\s*/, '').trim())
  expect(words).toHaveLength(6)

  await page.getByRole('button', { name: 'I have written them down' }).click()
  await page.getByLabel('Passphrase', { exact: true }).fill('something else')
  await page.getByRole('button', { name: 'Make the vault' }).click()
  await page.getByText('This is not the same').waitFor()
  expect(await page.getByLabel('Passphrase', { exact: true }).inputValue()).toBe('something else')
  await page.getByLabel('Passphrase', { exact: true }).fill(words.join(' '))
  await page.getByRole('button', { name: 'Make the vault' }).click()

  await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor()
  await window.accessible()
  const kit = desk.path('kit.txt')
  await desk.pick(kit)
  await page.getByRole('button', { name: 'Save to a file' }).click()
  await page.getByText('Written: kit.txt').waitFor()
  expect(existsSync(kit)).toBe(true)
  const open = page.getByRole('button', { name: 'Open my vault' })
  expect(await open.isDisabled()).toBe(true)
  await page.getByText('I have the kit on paper').click()
  await open.click()

  await page.getByText('Your vault is empty').waitFor()
  await window.accessible()
  await page.keyboard.press('Control+n')
  await page.keyboard.type('A mother called at six: her son was taken from the dormitory.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Note saved.').waitFor()
  await page.getByText('Notes without a case').waitFor()
  await page.keyboard.press('Control+l')
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('dormitory')
  await window.closed()
})

test('a wrong passphrase says so at the field, keeps what was typed, and the right one opens', async () => {
  await desk.vault({ name: 'Second' })
  await desk.call('vault_lock')
  const window = await desk.window()
  const { page } = window
  await page.getByRole('heading', { name: 'Second' }).waitFor()
  await window.accessible()
  const field = page.getByLabel('Passphrase', { exact: true })
  await field.fill('not this one')
  await field.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await field.inputValue()).toBe('not this one')
  await window.accessible()
  await window.unlock(PASSPHRASE)
  await page.getByText('Your vault is empty').waitFor()
  expect(await page.title()).toBe('Sandyq')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: 'Second' }).waitFor()
  await window.closed()
})

test('the kit opens what the passphrase does not', async () => {
  const path = desk.path('Third.vault')
  const made = await desk.call<{ kit: { text: string } }>('vault_create', { path, passphrase: PASSPHRASE, demo: false })
  await desk.call('vault_lock')
  const window = await desk.window()
  const { page } = window
  await page.getByRole('button', { name: 'Recovery kit' }).click()
  await page.getByLabel('Recovery kit').fill(made.kit.text)
  await window.accessible()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByText('Your vault is empty').waitFor()
  await desk.call('vault_lock')
  await window.closed()
})

test('a draft survives the lock', async () => {
  const path = await desk.vault({ name: 'Fourth' })
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await page.keyboard.press('Control+n')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(200)
  await page.keyboard.type('half a sentence')
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  await window.unlock()
  await page.getByText('half a sentence').click()
  expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toBe('half a sentence')
  expect(readdirSync(path)).toContain('case')
  await desk.call('vault_lock')
  await window.closed()
})
