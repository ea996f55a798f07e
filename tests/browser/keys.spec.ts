// Keys for people: a kit on one page, shares, the drill, the wait after wrong passphrases, and what a passphrase costs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

interface Kit { identity: string; words: string[]; slot: string; text: string }
interface Set { set: string; shares: { line: string; words: string[]; text: string }[] }

const LANGUAGES = ['en', 'ru', 'kk'] as const
/** Set to a folder to keep pictures of these screens. */
const PICTURES = process.env['SANDYQ_PICTURES']

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
})
afterAll(() => desk.end())

async function shot(window: Window, name: string) {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await window.still()
  await window.page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

async function made(name: string): Promise<{ path: string; kit: Kit }> {
  const path = desk.path(`${name}.vault`)
  await desk.call('vault_lock')
  const { kit } = await desk.call<{ kit: Kit }>('vault_create', { path, passphrase: PASSPHRASE, demo: true })
  return { path, kit }
}

async function keys(page: Page) {
  await page.getByRole('button', { name: 'Safety', exact: true }).first().click()
  await page.getByRole('heading', { name: 'What opens this vault' }).waitFor()
}

/** How many sheets of A4 the screen prints on. What is to be printed is there, and nothing else is. */
async function sheets(page: Page): Promise<number> {
  const seen = await page.evaluate(() => {
    const shown = (what: string) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 0).length
    const papers = document.querySelectorAll('.print-root > article').length
    return { papers: papers > 0 && shown('.print-root > article') === papers, codes: shown('.print-root svg') === papers, other: shown('nav, button, input, h1, dialog, main') }
  })
  expect(seen).toEqual({ papers: true, codes: true, other: 0 })
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
}

test('a kit is on one page in every language, at every text size', async () => {
  await made('Paper')
  for (const language of LANGUAGES) {
    for (const percent of [100, 200]) {
      await desk.settings({ language, text_percent: percent })
      const kit = await desk.call<Kit>('key_add_kit', { passphrase: PASSPHRASE })
      const window = await desk.window({ colorScheme: percent === 200 ? 'dark' : 'light' })
      const { page } = window
      await page.locator('nav').waitFor()
      await openNewKit(page)
      await window.accessible()
      const text = await page.locator('dialog article').innerText()
      const shown = await page.locator('dialog article .line').innerText()
      expect(shown.replaceAll(/\s/g, '')).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/)
      expect(await page.locator('dialog article ol li').count()).toBe(26)
      expect(text).not.toContain(kit.identity)
      expect(await page.locator('dialog article svg path').getAttribute('d')).toMatch(/^M\d/)
      await shot(window, `kit-${language}-${percent}`)
      await page.emulateMedia({ media: 'print' })
      await shot(window, `kit-${language}-${percent}-paper`)
      expect(await sheets(page), `${language} at ${percent} %`).toBe(1)
      await page.emulateMedia({ media: null })
      await window.closed()
    }
  }
  await desk.settings({ language: 'en', text_percent: 100 })
})

/** Makes a kit in the window, whatever its language. */
async function openNewKit(page: Page) {
  await page.evaluate(() => {
    const safety = [...document.querySelectorAll<HTMLElement>('nav button, nav a')].find((one) => /Safety|Безопасность|Қауіпсіздік/.test(one.textContent ?? ''))
    safety?.click()
  })
  await page.getByRole('button', { name: /^(New recovery kit|Новый комплект восстановления|Жаңа қалпына келтіру жинағы)$/ }).click()
  await page.locator('dialog input[type=password]').fill(PASSPHRASE)
  await page.locator('dialog button[type=submit]').click()
  await page.locator('dialog article').waitFor()
}

test('a kit opens as words, and a wrong one is named', async () => {
  const { kit } = await made('Words')
  await desk.call('vault_lock')
  const window = await desk.window()
  const { page } = window
  await page.getByRole('button', { name: 'Recovery kit' }).click()
  const field = page.getByLabel('Recovery kit')
  const wrong = [...kit.words]
  wrong[8] = wrong[8] === 'acorn' ? 'anchor' : 'acorn'
  await field.fill(wrong.join(' '))
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByText('Word 9 seems to be another.').waitFor()
  await window.accessible()
  await shot(window, 'unlock-words-wrong')
  await field.fill(kit.words.map((word, i) => `${i + 1}. ${word.toUpperCase()}`).join('\n'))
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.locator('nav').waitFor()
  await window.closed()
})

test('shares are made, printed on a page each, and added one by one until they open', async () => {
  await made('Foreign')
  const foreign = (await desk.call<Set>('key_add_shares', { passphrase: PASSPHRASE, threshold: 3 })).shares[0]?.line ?? ''
  const { path } = await made('Shared')
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await keys(page)
  await page.getByRole('button', { name: 'New kit in shares' }).click()
  await page.getByText('3 of 5').click()
  await window.accessible()
  await shot(window, 'shares-ask')
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Make the shares' }).click()
  await page.getByRole('heading', { name: 'The shares of your kit' }).waitFor()
  await window.accessible()
  await shot(window, 'shares-made')
  expect(await page.locator('dialog article').count()).toBe(5)
  await page.emulateMedia({ media: 'print' })
  expect(await sheets(page)).toBe(5)
  await shot(window, 'shares-paper')
  await page.emulateMedia({ media: null })
  const first = desk.path('first.txt')
  await desk.pick(first)
  await page.getByRole('button', { name: 'Save share 1' }).click()
  await page.getByText('Written: first.txt').waitFor()
  const lines = (await page.locator('dialog article .line').allInnerTexts()).map((line) => line.replaceAll(/\s/g, ''))
  expect(readFileSync(first, 'utf8')).toContain(lines[0])
  const words = (await page.locator('dialog article').nth(2).locator('ol li').allInnerTexts()).map((text) => text.replace(/^\d+\s*/, '').trim())
  expect(words).toHaveLength(30)
  expect(await page.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true)
  await page.getByText('Every share is on paper').click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('3 of 5 people together open it').waitFor()
  await shot(window, 'keys-with-shares')

  const other = await desk.call<Set>('key_add_shares', { passphrase: PASSPHRASE, threshold: 2 })
  await page.keyboard.press('Control+l')
  await page.getByRole('button', { name: 'Recovery kit' }).click()
  await page.getByText('Shares', { exact: true }).click()
  const next = page.getByLabel('Next share')
  const add = async (text: string) => {
    await next.fill(text)
    await page.getByRole('button', { name: 'Add this share' }).click()
  }
  await add('nothing of the kind')
  await page.getByText('There is no share in this text.').waitFor()
  // Of another vault: what the shares say of their key is told before there are enough of them.
  await add(foreign)
  await page.getByText('No key of this vault belongs to these shares').waitFor()
  await page.getByRole('button', { name: 'Take share 1 away' }).click()
  await add(lines[0] ?? '')
  await page.getByText('2 more shares are needed.').waitFor()
  expect(await page.getByText('No key of this vault').count()).toBe(0)
  await add(lines[0] ?? '')
  await page.getByText('Share 1 is here already.').waitFor()
  await add(other.shares[1]?.line ?? '')
  await page.getByText('These shares are not of the same set.').waitFor()
  await window.accessible()
  await shot(window, 'unlock-shares')
  const typed = lines[4] ?? ''
  await add(typed.slice(0, 30) + (typed[30] === 'Q' ? 'P' : 'Q') + typed.slice(31))
  await page.getByText('There is a typing error in group 5 of the line.').waitFor()
  const open = page.getByRole('button', { name: 'Open', exact: true })
  expect(await open.isDisabled()).toBe(true)
  await add(typed)
  await page.getByText('One more share is needed.').waitFor()
  await add(words.join(' '))
  await page.getByText('These are enough.').waitFor()
  await window.accessible()
  await open.click()
  await page.locator('nav').waitFor()
  expect((await desk.call<{ path: string }>('vault_status')).path).toBe(path)
  await window.closed()
})

test('the drill proves the kit and the backup, says what it proved, and is on Home', async () => {
  const { kit } = await made('Drill')
  const stick = desk.path('stick')
  mkdirSync(stick)
  await desk.call('backup_make', { folder: stick })
  const window = await desk.window()
  const { page } = window
  await page.getByText('Never tried: prove that it opens').waitFor()
  await shot(window, 'home-never')
  await keys(page)
  await page.getByText('No kit of this vault was ever proved').waitFor()
  await page.getByRole('button', { name: 'Begin' }).click()
  await window.accessible()
  await shot(window, 'drill-ask')
  await page.getByLabel('Recovery kit').fill('these are not words of a kit')
  await page.getByRole('button', { name: 'Prove it' }).click()
  await page.getByText('There is no recovery key in this text.').waitFor()
  await page.getByLabel('Recovery kit').fill(kit.words.join(' '))
  await page.getByRole('button', { name: 'Prove it' }).click()
  await page.getByText('opens this vault without its passphrase').waitFor()
  await page.getByText('There are 39 cases in it.').waitFor()
  await page.getByText('It also opens the last backup').waitFor()
  await page.getByText('Last proved today').waitFor()
  await window.accessible()
  await shot(window, 'drill-proved')
  expect(await page.locator('body').innerText()).not.toContain(kit.identity.slice(20, 40))
  // The same out of the file that was saved.
  const file = desk.path('kit-file.txt')
  writeFileSync(file, kit.text)
  await page.getByRole('button', { name: 'Begin' }).click()
  await desk.pick(file)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await page.getByText('opens this vault without its passphrase').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await page.getByText('Proved today').waitFor()
  await shot(window, 'home-proved')
  await window.closed()
  await desk.later(200 * 24 * 3600)
  await desk.call('vault_lock')
  const later = await desk.window()
  await later.page.getByRole('heading', { name: 'Drill' }).waitFor()
  await later.unlock()
  await later.page.getByText('try it again').waitFor()
  await later.accessible()
  await later.closed()
})

test('after wrong passphrases the wait is counted down at the field, and locking is free', async () => {
  await made('Waiting')
  await desk.call('vault_lock')
  const window = await desk.window()
  const { page } = window
  const field = page.getByLabel('Passphrase', { exact: true })
  for (const guess of ['one', 'two', 'three', 'four', 'five']) {
    await page.getByRole('button', { name: 'Open', exact: true }).and(page.locator(':enabled')).waitFor()
    await field.fill(guess)
    await field.press('Enter')
    await page.getByText('does not open the vault').waitFor()
    if (guess === 'five') break
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  }
  await page.getByText(/Next try in [34] seconds/).waitFor()
  await page.getByRole('status').getByText('Too many wrong ones.').waitFor({ state: 'attached' })
  await window.accessible()
  await shot(window, 'unlock-wait')
  // Nothing is sent meanwhile, and the count goes on by itself to its end, which is said.
  await field.fill(PASSPHRASE)
  await field.press('Enter')
  expect(await page.getByRole('button', { name: 'Open', exact: true }).isDisabled()).toBe(true)
  await page.getByText(/Next try in 1 second$/).waitFor()
  await page.getByRole('status').getByText('You can try again.').waitFor({ state: 'attached' })
  await field.press('Enter')
  await page.locator('nav').waitFor()
  await window.closed()
})

test('a passphrase is six words by default, names of the vault are refused, and its cost is said', async () => {
  await made('Karaganda')
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await keys(page)
  // The development host uses a cost that protects nothing, and the list says so.
  await page.getByText('Opens in less than half a second on this device').waitFor()
  await page.getByText('A guess is cheaper than it could be').waitFor()
  await page.getByRole('button', { name: 'Choose the cost anew' }).click()
  await window.accessible()
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Measure and choose' }).click()
  await page.getByText('The cost is chosen anew.').waitFor()

  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.locator('dialog ol li').nth(5).waitFor()
  const words = (await page.locator('dialog ol li').allInnerTexts()).map((text) => text.replace(/^\d\s*/, '').trim())
  expect(words).toHaveLength(6)
  await window.accessible()
  await shot(window, 'change-words')
  await page.getByText('A passphrase of my own').first().click()
  await page.getByLabel('New passphrase', { exact: true }).fill('Karaganda-Karaganda-Karaganda')
  await page.getByText('It is made of names that are in this vault').waitFor()
  await window.accessible()
  await shot(window, 'change-own-names')
  await window.closed()
})
