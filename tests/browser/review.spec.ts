/** Review, history and keys by keyboard alone, against the real engine: two people, each with a key of their own. */
import { existsSync, readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

const THEIRS = 'pelican marble sunset bicycle eleven oat'
const ME = 'Zulfiya Testova'
const DANA = 'Dana Sample'

interface Row { id: string; ref: string; title: string; status: string; changed_since: boolean }

/** Waits until the focus is on something that a selector finds. */
const focused = (window: Window, selector: string): Promise<unknown> => window.page.waitForFunction((css) => !!document.activeElement?.closest(css), selector)

describe('two people and a case', () => {
  let desk: Desk
  let one: Row

  const rows = async (): Promise<Row[]> => (await desk.call<{ cases: Row[] }>('case_list', {})).cases
  const row = async (): Promise<Row> => (await rows()).find((other) => other.id === one.id) as Row
  async function retitle(title: string): Promise<void> {
    const now = await desk.call<{ record: { kind: string; value: Record<string, unknown> }; revision: string }>('record_get', { kind: 'case', id: one.id })
    await desk.call('record_save', { record: { ...now.record, value: { ...now.record.value, title } }, base: now.revision })
  }
  async function as(passphrase: string): Promise<Window> {
    await desk.call('vault_lock')
    const window = await desk.window()
    await window.unlock(passphrase)
    return window
  }

  beforeAll(async () => {
    desk = await Desk.start()
    await desk.vault({ demo: true })
    await desk.call('key_add_person', { name: DANA, own: ME, passphrase: PASSPHRASE, new: THEIRS })
    // The first of the casebook whose acts all have two sources.
    for (const candidate of await rows()) {
      await desk.call('case_set_status', { id: candidate.id, status: 'sourced', comment: '' }).catch(() => null)
      const moved = await desk.call('case_set_status', { id: candidate.id, status: 'corroborated', comment: '' }).catch(() => null)
      if (!moved) continue
      one = candidate
      break
    }
    expect(one).toBeTruthy()
  }, 60_000)
  afterAll(() => desk.end())

  test('who wrote it does not approve it, and is told why', async () => {
    const window = await as(PASSPHRASE)
    const { page } = window
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.locator('[data-queue]').first().waitFor()
    // The furthest stands first.
    await page.keyboard.press('j')
    await focused(window, `[data-queue="${one.id}"]`)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: one.title, level: 1 }).waitFor()
    await page.keyboard.press('b')
    await focused(window, 'textarea')
    await page.keyboard.type('I looked at it')
    await page.keyboard.press('Tab')
    await focused(window, '[data-approve]')
    await page.keyboard.press('Enter')
    await page.getByText('A second person must approve this case.').waitFor()
    expect((await row()).status).toBe('corroborated')
    await window.accessible()
    await window.closed()
  })

  test('another approves, by keyboard, and the next case moves up', async () => {
    const window = await as(THEIRS)
    const { page } = window
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.locator('[data-queue]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: one.title, level: 1 }).waitFor()
    await page.keyboard.press('b')
    await page.keyboard.type('I looked at it')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Now: Reviewed.').waitFor()
    await page.locator(`[data-queue="${one.id}"]`).waitFor({ state: 'detached' })
    await page.getByText(`Approved by ${DANA}`).waitFor()
    // The word is a comment, with who said it.
    await page.getByText(new RegExp(`^${DANA} · `)).waitFor()
    const next = await page.locator('[data-queue]').first().getAttribute('data-queue')
    await page.locator('main').focus()
    await page.keyboard.press('j')
    await focused(window, `[data-queue="${next}"]`)
    // `a` leads to the button and does nothing by itself.
    await page.keyboard.press('Enter')
    await page.locator('[data-approve]').waitFor()
    await window.still()
    await page.keyboard.press('a')
    await focused(window, '[data-approve]')
    await window.accessible()
    await window.closed()
  })

  test('what changed since is shown field by field, everywhere it stands', async () => {
    await desk.call('case_set_status', { id: one.id, status: 'cleared', comment: '' })
    const before = one.title
    await retitle('Another title')
    const window = await as(PASSPHRASE)
    const { page } = window
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    // What fell stands first in the queue.
    const first = page.locator('[data-queue]').first()
    await first.waitFor()
    expect(await first.getAttribute('data-queue')).toBe(one.id)
    expect(await first.innerText()).toContain('changed since')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('no longer approved until somebody looks again').waitFor()
    const since = page.getByRole('region', { name: /Changed since the last decision/ })
    await since.waitFor()
    const said = await since.innerText()
    expect(said).toContain(before)
    expect(said).toContain('Another title')
    expect(said).toContain(DANA)
    await window.accessible()
    // By one key to the record, by another back.
    await since.getByRole('button', { name: /Case/ }).focus()
    await page.keyboard.press('Enter')
    await page.locator('article.case').waitFor()
    expect(await page.locator('article.case header').innerText()).toContain('changed since')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator(`[data-case="${one.id}"]`).first().waitFor()
    expect(await page.locator(`[data-case="${one.id}"]`).first().innerText()).toContain('changed since')
    await window.closed()
  })

  test('approved again it holds, and sent back it goes with a word', async () => {
    const window = await as(PASSPHRASE)
    const { page } = window
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.locator('[data-queue]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Approve again' }).waitFor()
    await page.keyboard.press('b')
    await page.keyboard.type('The title is right')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Now: Reviewed.').waitFor()
    expect(await row()).toMatchObject({ status: 'reviewed', changed_since: false })
    await page.getByText('Nothing has changed since.').waitFor()
    // Sending back needs a word.
    await page.keyboard.press('Escape')
    await page.locator('main').focus()
    await page.keyboard.press('b')
    await focused(window, 'textarea')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Say what should be done').waitFor()
    await page.keyboard.type('Say where it was')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Now: Corroborated.').waitFor()
    expect((await row()).status).toBe('corroborated')
    // And is taken back by who did it.
    await page.locator('main').focus()
    await page.keyboard.press('Control+z')
    await page.getByText('Taken back.').waitFor()
    expect((await row()).status).toBe('reviewed')
    await window.closed()
  })

  test('Ctrl+Z after a lock says first what it takes back', async () => {
    const title = (await row()).title
    await retitle('To be taken back')
    await desk.later(60)
    const window = await as(PASSPHRASE)
    const { page } = window
    await page.keyboard.press('Control+z')
    const dialog = page.getByRole('dialog', { name: 'Take this back?' })
    await dialog.waitFor()
    expect(await dialog.innerText()).toContain('To be taken back')
    expect(await dialog.innerText()).toContain(title)
    await window.accessible()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect((await row()).title).toBe('To be taken back')
    await page.keyboard.press('Control+z')
    await dialog.waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Taken back.').waitFor()
    expect((await row()).title).toBe(title)
    await window.closed()
  })

  test('a signed copy of the history is written where one says', async () => {
    const window = await as(THEIRS)
    const { page } = window
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator(`[data-case="${one.id}"]`).first().click()
    await page.locator('article.case').waitFor()
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByRole('button', { name: 'Copy of the history' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await window.accessible()
    const out = desk.path('copy.jsonl')
    await desk.pick(out)
    await dialog.getByRole('button', { name: /Choose a place/ }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByText('minisign -Vm').waitFor()
    await window.accessible()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(existsSync(`${out}.minisig`)).toBe(true)
    const head = JSON.parse(readFileSync(out, 'utf8').split('\n')[0] ?? '') as Record<string, unknown>
    expect(head).toMatchObject({ format: 'sandyq-history', case: one.id, content: false, by: DANA })
    // One record alone, and all again.
    await page.getByRole('button', { name: 'only this' }).first().click()
    await page.getByText(/^Only: /).waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await window.closed()
  })
})

describe('people who have keys', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.start()
    await desk.vault()
  }, 30_000)
  afterAll(() => desk.end())

  test('somebody is added, named and taken away, by keyboard', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('y')
    await page.getByRole('button', { name: 'Add a person' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.waitFor()
    await focused(window, 'input')
    await page.keyboard.type(DANA)
    await page.keyboard.press('Tab')
    await page.keyboard.type(DANA.toLowerCase())
    const words = await dialog.getByRole('list', { name: 'Passphrase' }).getByRole('listitem').allInnerTexts()
    const passphrase = words.map((word) => word.replace(/^\d+\s*/, '').trim()).join(' ')
    await dialog.getByLabel('Their passphrase once more').focus()
    await page.keyboard.type(passphrase)
    await dialog.getByLabel('Your own passphrase').focus()
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press('Enter')
    await dialog.getByText('used already').waitFor()
    await window.accessible()
    await dialog.getByLabel('Your name').fill(ME)
    await dialog.getByLabel('Your own passphrase').focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const list = page.getByRole('listitem').filter({ hasText: 'Passphrase' })
    expect(await list.count()).toBe(2)
    await page.getByText(`Passphrase · ${DANA}`).waitFor()
    await window.accessible()
    // Another name.
    const theirs = page.getByRole('listitem').filter({ hasText: DANA })
    await theirs.getByRole('button', { name: 'Rename' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Dana S.')
    await page.keyboard.press('Enter')
    await page.getByText('Passphrase · Dana S.').waitFor()
    // And away.
    await page.getByRole('listitem').filter({ hasText: 'Dana S.' }).getByRole('button', { name: 'Remove' }).click()
    const confirm = page.getByRole('dialog')
    await confirm.getByText('Dana S. will no longer open this vault').waitFor()
    await window.accessible()
    await page.keyboard.press('Escape')
    await window.closed()
    await desk.call('vault_lock')
    const again = await desk.window()
    await again.unlock(passphrase)
    expect((await desk.call<{ person: string }>('vault_status')).person).toBe('Dana S.')
    await again.closed()
  })
})
