// The privacy filter: on every screen of the example vault nobody is named while it is on; one name is seen while a key is held; nothing is lost.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

interface Party { id: string; name: string; kind: string; names: string[] }

let desk: Desk
let people: Party[] = []
let words: string[] = []
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
  people = (await desk.call<{ parties: Party[] }>('party_list', { text: '' })).parties.filter((one) => one.kind === 'person')
  const whole = people.flatMap((one) => [one.name, ...one.names]).filter((name) => name.split(' ').every((word) => /^\p{Lu}/u.test(word)))
  words = [...new Set(whole.flatMap((name) => name.split(/[\s-]+/)).filter((word) => [...word].length > 4))]
})
afterAll(async () => {
  await desk?.end()
})

/** Names on the screen: in text, and in what is shown of fields and tooltips. */
async function named(window: Window): Promise<string[]> {
  await window.still()
  const seen = await window.page.evaluate(() => {
    const attributes = [...document.querySelectorAll('*')].flatMap((one) => ['title', 'aria-label', 'placeholder', 'alt', 'value'].map((name) => one.getAttribute(name) ?? ''))
    const fields = [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value)
    return [document.body.textContent ?? '', document.title, ...attributes, ...fields].join('\n')
  })
  return words.filter((word) => new RegExp(`(?<!\\p{L})${word}`, 'u').test(seen))
}

const TABS = ['Summary', 'Timeline', 'People', 'Acts', 'Proceedings', 'Notes', 'Sources', 'Evidence', 'Review', 'History']

/** Goes through every screen and calls `look` on each. */
async function walk(window: Window, look: (where: string) => Promise<void>): Promise<void> {
  const { page } = window
  const rail = (name: string) => page.locator('nav').first().getByRole('button', { name, exact: false }).first().click()
  await rail('Home')
  await look('Home')
  await rail('Cases')
  await look('Cases')
  for (const at of [0, 2]) {
    await page.locator('[data-case]').nth(at).click()
    for (const name of TABS) {
      const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) }).first()
      if ((await tab.count()) === 0) continue
      await tab.click()
      await look(`case ${at} ${name}`)
    }
  }
  await rail('People')
  await look('People')
  for (const at of [0, 1, 2]) {
    await page.locator('[data-party]').nth(at).click()
    await look(`person ${at}`)
  }
  await rail('Sources')
  await look('Sources')
  await page.locator('[data-source]').first().click()
  await look('source')
  for (const screen of ['Review', 'Calendar', 'Figures', 'Handover', 'Safety']) {
    await rail(screen)
    await look(screen)
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('in')
  await page.locator('[role=option]:not(.command)').first().waitFor()
  await look('search')
  await page.keyboard.press('Control+Enter')
  await page.locator('button.hit').first().waitFor()
  await look('all that was found')
}

test('nobody is named on any screen while it is on', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().waitFor()
  let open = 0
  const control: string[] = []
  await walk(window, async (where) => {
    const found = (await named(window)).length
    open += found
    if (found > 0) control.push(where)
  })
  expect(open).toBeGreaterThan(100)
  expect(control).toEqual(expect.arrayContaining(['Home', 'Cases', 'People', 'person 0', 'search']))
  await page.keyboard.press('Control+Shift+H')
  await page.getByText('Names are hidden', { exact: true }).first().waitFor()
  const left: string[] = []
  await walk(window, async (where) => {
    for (const word of await named(window)) left.push(`${where}: ${word}`)
    expect(await page.getByRole('region', { name: 'Privacy filter' }).count()).toBe(1)
  })
  expect(left).toEqual([])
  await window.accessible()
  // It stays on after the vault was locked and opened again.
  await page.keyboard.press('Control+l')
  await window.unlock(PASSPHRASE)
  expect(await named(window)).toEqual([])
  await page.getByRole('button', { name: 'Show names' }).click()
  await page.getByRole('region', { name: 'Privacy filter' }).waitFor({ state: 'detached' })
  await page.waitForFunction(() => (document.body.textContent ?? '').length > 200)
  expect((await named(window)).length).toBeGreaterThan(0)
  await window.closed()
})

test('one name is seen while a key is held, by pointer and by keyboard', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().getByRole('button', { name: 'People' }).first().click()
  await page.locator('[data-party]').first().waitFor()
  await page.keyboard.press('Control+Shift+H')
  await page.getByRole('region', { name: 'Privacy filter' }).waitFor()
  const row = page.locator('[data-party]').first()
  await row.waitFor()
  const hidden = await row.textContent()
  await row.hover()
  await page.keyboard.down('Alt')
  await page.waitForFunction((before) => document.querySelector('[data-party]')?.textContent !== before, hidden)
  await page.keyboard.up('Alt')
  await page.waitForFunction((before) => document.querySelector('[data-party]')?.textContent === before, hidden)
  await row.focus()
  await page.keyboard.press('Tab')
  await row.focus()
  await page.keyboard.down('Alt')
  await page.waitForFunction((before) => document.querySelector('[data-party]')?.textContent !== before, hidden)
  expect(await page.locator('[data-party]').nth(1).textContent()).toContain('⁾')
  await page.keyboard.up('Alt')
  await page.waitForFunction((before) => document.querySelector('[data-party]')?.textContent === before, hidden)
  await page.getByRole('button', { name: 'Show names' }).click()
  await window.closed()
})

test('it closes the seal, and what is typed is kept', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().waitFor()
  await desk.call('seal_open', { passphrase: PASSPHRASE })
  await page.keyboard.press('Control+n')
  await page.getByRole('dialog').getByRole('textbox').first().fill('Amir Kassenov called')
  await page.keyboard.press('Control+Shift+H')
  await page.getByRole('region', { name: 'Privacy filter' }).waitFor()
  const { seal } = await desk.call<{ seal: { open: boolean } }>('app_state')
  expect(seal.open).toBe(false)
  // The draft is there, hidden; nothing of the sign gets into it.
  await page.keyboard.press('Control+n')
  await page.getByText('Names are hidden, and what stands').waitFor()
  expect(await page.getByRole('dialog').getByRole('textbox').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show names' }).click()
  await page.getByRole('region', { name: 'Privacy filter' }).waitFor({ state: 'detached' })
  await page.locator('nav').first().waitFor()
  await page.keyboard.press('Control+n')
  await page.waitForFunction(() => (document.querySelector('dialog textarea') as HTMLTextAreaElement | null)?.value === 'Amir Kassenov called')
  await window.closed()
})
