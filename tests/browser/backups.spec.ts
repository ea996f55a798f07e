// Backups: how old the last one is, making one, proving it, and getting a vault back, from within and from the start screen.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE } from './harness'

const DAY = 86_400

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  mkdirSync(desk.path('STICK'))
})
afterAll(() => desk?.end())

/** Files of the one backup on the stick, below a folder of it. */
function onStick(folder: string): string[] {
  const backup = readdirSync(desk.path('STICK'))[0] ?? ''
  return readdirSync(desk.path(join('STICK', backup, folder))).map((name) => desk.path(join('STICK', backup, folder, name)))
}

test('Home says that there is no backup, and one is made, seen and proved', async () => {
  await desk.vault({ demo: true })
  const window = await desk.window()
  const { page } = window
  await page.getByText('There is none yet').waitFor()
  await window.accessible()
  await desk.pick(desk.path('STICK'))
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText(/Backed up: \d+ new files/).waitFor()
  await page.getByText('Last backup today, to STICK').waitFor()
  await window.accessible()
  expect(onStick('generations')).toHaveLength(1)

  // Nothing new: said, and listed all the same.
  await desk.later(3600)
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('nothing was new').waitFor()
  await page.getByRole('button', { name: /^Check the backup of/ }).nth(1).waitFor()
  await page.getByRole('button', { name: /^Check the backup of/ }).first().click()
  await page.getByText('it can be restored: every file is as it was, and opens').waitFor()
  await page.getByText('The sealed sources were compared and not opened.').waitFor()
  await window.accessible()

  await page.locator('nav li button').first().click()
  await page.getByText('Last backup today, to STICK').waitFor()
  expect(await page.getByRole('button', { name: 'Back up now' }).count()).toBe(0)

  // More than a week later it is old.
  await desk.later(8 * DAY)
  await page.reload()
  await page.getByText('Last backup 8 days ago, to STICK').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('nothing was new').waitFor()
  await page.getByText('Last backup today, to STICK').waitFor()
  await window.closed()
})

test('a place that cannot be used says so, and what to do', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav li button').last().click()
  await page.getByRole('tab', { name: 'Backups' }).click()
  await desk.pick(desk.path('Notebook.vault'))
  await page.getByRole('button', { name: 'To another place' }).click()
  await page.getByRole('alert').getByText('Choose a folder on another disk').waitFor()
  await window.accessible()
  // The stick is pulled out, and plugged in again.
  await desk.call('vault_lock')
  const away = desk.path('elsewhere')
  const { renameSync } = await import('node:fs')
  renameSync(desk.path('STICK'), away)
  await page.reload()
  await window.unlock()
  await page.locator('nav li button').last().click()
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByRole('alert').waitFor()
  await window.accessible()
  renameSync(away, desk.path('STICK'))
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('button', { name: /^Restore the backup of/ }).first().waitFor()
  await window.closed()
})

test('a vault that is gone comes back from the start screen, by keyboard alone', async () => {
  await desk.call('vault_lock')
  rmSync(desk.path('Notebook.vault'), { recursive: true })
  const window = await desk.window()
  const { page } = window
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name })
    await button.focus()
    await page.keyboard.press('Enter')
  }
  // The first run: nothing is known on this computer any more.
  await press('Next')
  await press('I understand')
  await press(/^Restore a backup/)
  await page.getByRole('heading', { name: 'Restore a backup' }).waitFor()
  await window.accessible()

  // A place without a backup: said at the step.
  mkdirSync(desk.path('holiday'))
  await desk.pick(desk.path('holiday'))
  await press('Choose where the backup is')
  await page.getByRole('alert').getByText('Choose the folder whose name ends in').waitFor()
  await window.accessible()

  await desk.pick(desk.path('STICK'))
  await press('Choose where the backup is')
  await page.getByRole('heading', { name: 'Which one?' }).waitFor()
  await window.accessible()
  expect(await page.getByRole('radio').count()).toBe(3)
  expect(await page.getByRole('radio').first().isChecked()).toBe(true)
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
  await press('Next')

  // What is proposed is taken: nothing is written over.
  await page.getByRole('heading', { name: 'Where shall the vault be?' }).waitFor()
  await window.accessible()
  const proposed = (await page.locator('.place b').innerText()).trim()
  mkdirSync(desk.path(`${proposed}.vault`))
  await press('Restore')
  await page.getByRole('alert').getByText('Choose another name.').waitFor()
  await window.accessible()
  expect(readdirSync(desk.path(`${proposed}.vault`))).toEqual([])
  await desk.pick(desk.path('Back.vault'))
  await press('Change')
  await press('Restore')
  await page.getByRole('heading', { name: 'The vault is back' }).waitFor()
  await window.accessible()
  await press('Open it')
  await page.getByRole('heading', { name: 'Back' }).waitFor()
  await window.unlock(PASSPHRASE)
  await page.getByText('39 cases').first().waitFor()
  await window.closed()
})

test('a damaged backup is found, not restored, and an earlier one is', async () => {
  const window = await desk.window()
  const { page } = window
  const slot = onStick('keys')[0] ?? ''
  writeFileSync(slot, 'gone bad')
  await page.locator('nav li button').last().click()
  await page.getByRole('tab', { name: 'Backups' }).click()
  await page.getByText('a file is missing').first().waitFor()
  await window.accessible()
  await page.getByRole('button', { name: /^Check the backup of/ }).first().click()
  await page.getByText('one problem was found').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Backed up: one new file').waitFor()
  await page.getByText('One older file was damaged there').waitFor()
  await window.accessible()

  // From within: the vault that is open is locked before the other one is opened.
  await page.getByRole('button', { name: /^Restore the backup of/ }).first().click()
  await page.getByRole('heading', { name: 'Which one?' }).waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await desk.pick(desk.path('Third.vault'))
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('heading', { name: 'The vault is back' }).waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Open it' }).click()
  await page.getByRole('heading', { name: 'Third' }).waitFor()
  expect((await desk.call<{ open: boolean }>('app_state')).open).toBe(false)
  await window.closed()
})
