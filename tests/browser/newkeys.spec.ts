// New keys for the whole vault in the window: what it says before, by keyboard alone, stopped, locked half way and gone on with, and
// what is said of a copy whose keys were given up.
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

const OWN = 'saddle violin cabbage thunder nine moss'

let desk: Desk
let path: string
beforeAll(async () => {
  desk = await Desk.start()
  path = await desk.vault({ demo: true })
})
afterAll(() => desk?.end())

/** Presses the button of that name as somebody without a mouse does. */
async function press(page: Page, name: string | RegExp) {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).focus()
  await page.keyboard.press('Enter')
}

async function toKeys(page: Page) {
  await page.keyboard.press('g')
  await page.keyboard.press('y')
  await page.getByRole('heading', { name: 'New keys for everything' }).waitFor()
}

/** Evidence that takes a while to seal. */
async function film(name: string, size: number) {
  writeFileSync(desk.path(name), Buffer.alloc(size, name))
  const { cases } = await desk.call<{ cases: { id: string }[] }>('case_list', {})
  await desk.call('evidence_add', { case: cases[0]?.id, path: desk.path(name), title: name, obtained: '', source: null, how: '', sensitivity: 'internal' })
}

async function fill(page: Page, passphrase: string) {
  await page.getByLabel('Passphrase in use').fill(passphrase)
}

async function shot(window: Window, name: string) {
  if (!process.env['SANDYQ_SHOTS']) return
  await window.still()
  await window.page.screenshot({ path: join(process.env['SANDYQ_SHOTS'], `${name}.png`) })
}

test('the vault gets new keys, by keyboard alone', async () => {
  await film('film.bin', 3_000_000)
  cpSync(path, desk.path('kept'), { recursive: true })
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await toKeys(page)
  await window.accessible()
  await press(page, 'New keys …')
  await page.getByRole('heading', { name: 'What it does not do' }).waitFor()
  await page.getByText('Who has one of them and an old key can read it for ever').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-what')
  await press(page, 'Next')

  // The passphrase of now, and another one from then on.
  await page.getByRole('heading', { name: 'Which passphrase from then on?' }).waitFor()
  await fill(page, 'not this one at all')
  await window.accessible()
  await shot(window, 'newkeys-old')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The new passphrase' }).waitFor()
  await page.locator('ol li').nth(5).waitFor()
  await window.accessible()
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.getByLabel('Passphrase', { exact: true }).fill(OWN)
  await page.getByText('Good', { exact: true }).waitFor()
  await press(page, 'Next')
  await page.getByRole('heading', { name: 'Type it once more' }).waitFor()
  await page.keyboard.type('saddle violin')
  await page.keyboard.press('Enter')
  await page.getByText('This is not the same').waitFor()
  await page.getByLabel('Passphrase', { exact: true }).fill(OWN)
  await page.keyboard.press('Enter')

  // Passphrase in use was wrong: asked for again, and nothing else.
  await page.getByRole('heading', { name: 'Which passphrase from then on?' }).waitFor()
  expect(await page.getByLabel('Passphrase in use').getAttribute('aria-invalid')).toBe('true')
  await window.accessible()
  await fill(page, PASSPHRASE)
  await page.keyboard.press('Enter')

  // The kit is shown once, over everything, and has to be kept.
  await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor()
  await page.getByText('Kits of before open nothing any more').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-kit')
  // On paper it is all of the kit, to its last line, and nothing of what lies behind it.
  await page.emulateMedia({ media: 'print' })
  const paper = await page.evaluate(() => {
    const paper = document.querySelector('.print-root article')
    const seen = (what: string) => document.querySelector(what)?.checkVisibility() ?? false
    return { words: paper?.querySelectorAll('ol li').length, cut: (paper?.scrollHeight ?? 0) > (paper?.clientHeight ?? 0) + 1, behind: seen('main') || seen('dialog') }
  })
  expect(paper).toEqual({ words: 26, cut: false, behind: false })
  await shot(window, 'newkeys-paper')
  await page.emulateMedia({ media: null })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor()
  await page.getByRole('checkbox', { name: 'I have the kit on paper' }).focus()
  await page.keyboard.press('Space')
  await press(page, 'Done')
  await page.getByText('One file of evidence was sealed anew.').waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Give your partners your new contact card'))
  await window.accessible()
  await shot(window, 'newkeys-done')

  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  const field = page.getByLabel('Passphrase', { exact: true })
  await field.fill(PASSPHRASE)
  await field.press('Enter')
  await page.getByRole('alert').waitFor()
  await window.unlock(OWN)
  await page.getByText('39 cases').first().waitFor()
  expect(await page.getByText('This is an earlier copy').count()).toBe(0)
  await window.closed()
})

test('locked half way it goes on from there, and what was begun can be removed', async () => {
  await film('long.bin', 7_000_000)
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  const begin = async () => {
    await desk.gate(true)
    await press(page, 'New keys …')
    await press(page, 'Next')
    await fill(page, OWN)
    await page.getByRole('radio', { name: /^The same as now/ }).check()
    await press(page, 'Make new keys')
    await page.getByRole('progressbar').waitFor()
    await page.getByText(/ of .* %/).waitFor()
  }
  const lock = async () => {
    await page.keyboard.press('F9')
    await page.waitForFunction(() => !document.querySelector('nav'))
    // Locking waits for the work to let go, and the work stands at the gate.
    await desk.gate(false)
    await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  }
  await toKeys(page)
  await begin()
  await page.getByText('You can go on working.').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-running')
  // One may look elsewhere, write a note, and find it again; keys stay as they are meanwhile.
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await page.getByText('39 cases').first().waitFor()
  await page.keyboard.press('Control+n')
  await page.getByRole('dialog').getByRole('textbox').fill('Written while the keys are made.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Note saved.').waitFor()
  await toKeys(page)
  await page.getByRole('progressbar').waitFor()
  expect(await page.getByRole('button', { name: 'New recovery kit' }).isDisabled()).toBe(true)
  await window.accessible()
  await lock()
  expect(existsSync(join(path, 'next'))).toBe(true)

  await window.unlock(OWN)
  await page.getByText('New keys were begun and not finished.').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-unfinished')
  await press(page, 'Go to the keys')
  await page.getByRole('button', { name: 'Go on …' }).waitFor()
  await window.accessible()
  await shot(window, 'newkeys-go-on')
  await press(page, 'Remove what was begun')
  await page.getByText('Removed. The keys of before are in force.').waitFor()
  expect(existsSync(join(path, 'next'))).toBe(false)

  // Stopped by hand: nothing is left.
  await begin()
  await press(page, 'Stop')
  await page.getByRole('button', { name: 'Stopping …' }).waitFor()
  await desk.gate(false)
  await page.getByText('It was stopped. Nothing has changed').waitFor()
  await window.accessible()
  expect(existsSync(join(path, 'next'))).toBe(false)
  await press(page, 'Back')

  // Locked again, and brought to its end.
  await begin()
  await lock()
  await window.unlock(OWN)
  await press(page, 'Go to the keys')
  await press(page, 'Go on …')
  await page.getByText('With the passphrase that was chosen then it goes on from there').waitFor()
  await window.accessible()
  await fill(page, OWN)
  await page.getByRole('radio', { name: /^The same as now/ }).check()
  await press(page, 'Make new keys')
  await page.getByRole('heading', { name: 'Your recovery kit' }).waitFor()

  // The vault is locked before anybody said that the kit is kept: that is said after it.
  await page.keyboard.press('F9')
  await window.unlock(OWN)
  await page.getByText('The vault was locked while its new recovery kit was shown.').waitFor()
  await window.accessible()
  await window.closed()
})

test('when a kit is removed, new keys are offered and not forced', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await toKeys(page)
  await press(page, 'Remove')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(OWN)
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('If someone may have both, give the vault new keys.').waitFor({ timeout: 20_000 })
  await page.getByText('There is no recovery kit.').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-offer')
  await window.closed()
})

test('a copy with keys that were given up is known for one', async () => {
  await desk.call('vault_lock')
  rmSync(path, { recursive: true })
  cpSync(desk.path('kept'), path, { recursive: true })
  expect(readdirSync(path)).toContain('format')
  const window = await desk.window()
  const { page } = window
  await window.unlock(PASSPHRASE)
  await page.getByText('This is an earlier copy of the vault').waitFor()
  await window.accessible()
  await shot(window, 'newkeys-retired')
  await press(page, 'Understood')
  await page.getByText('This is an earlier copy of the vault').waitFor({ state: 'detached' })
  await window.closed()
})
