// Destroying a vault from the window: asked for, called off, done, proved.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
})
afterAll(async () => {
  await desk?.end()
})

test('it takes the passphrase, the name, ten seconds; can be called off; and is proved', async () => {
  const path = await desk.vault({ name: 'Notebook', demo: true })
  const stick = desk.path('stick')
  mkdirSync(stick)
  await desk.call('backup_make', { folder: stick })
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').getByRole('button', { name: 'Safety' }).click()
  await page.getByRole('tab', { name: 'Destroy' }).click()
  await window.accessible()
  const button = page.getByRole('button', { name: 'Destroy the vault' })
  expect(await button.isDisabled()).toBe(true)
  await page.getByLabel('Your passphrase, once more').fill('pelican marble sunset bicycle eleven oat')
  await page.getByLabel('Type the name of the vault').fill('notebook')
  await button.click()
  await page.getByText(/does not open|wrong|no key/i).first().waitFor()
  await page.getByLabel('Your passphrase, once more').fill(PASSPHRASE)
  await button.click()
  await page.getByText(/It begins in/).waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Call it off' }).click()
  await button.waitFor()
  const { keys } = await desk.call<{ keys: unknown[] }>('key_list')
  expect(keys).toHaveLength(2)

  await page.getByLabel('Your passphrase, once more').fill(PASSPHRASE)
  await page.getByLabel('Type the name of the vault').fill('Notebook')
  await button.click()
  await page.getByRole('heading', { name: 'The vault is destroyed' }).waitFor({ timeout: 25_000 })
  await window.accessible()
  expect(await page.getByText('Tried: the passphrase does not open it.').count()).toBe(2)
  expect(await page.getByText('None is left.').count()).toBe(2)
  expect(readdirSync(join(path, 'keys'))).toEqual([])
  expect(readdirSync(join(path, 'sealed/keys'))).toEqual([])
  expect(existsSync(join(path, 'case'))).toBe(true)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.locator('input[type=password]').waitFor()
  await window.closed()
})
