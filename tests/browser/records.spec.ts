// The record screens against the real engine: a case from its first line to its claims, undo, a record changed meanwhile, evidence, the seal.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
})
afterAll(() => desk?.end())

const TABS = ['Summary', 'Timeline', 'People', 'Acts', 'Measures', 'Proceedings', 'Notes', 'Sources', 'Evidence', 'Review', 'History']
const go = (window: Window, screen: string) => window.page.locator('nav').getByRole('button', { name: new RegExp(`^${screen}( \\d+)?$`) }).click()
const tab = (window: Window, name: string) => window.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
async function openCase(window: Window, words: string): Promise<void> {
  await go(window, 'Cases')
  await window.page.getByPlaceholder('Find in the list').fill(words)
  await window.page.locator('[data-case]', { hasText: words }).first().click()
  await window.page.getByRole('heading', { level: 1, name: words }).waitFor()
}
const caseOf = async (reference: string) => desk.call<{ case: { id: string; title: string }; acts: unknown[]; revisions: Record<string, string> }>('case_open', { case: reference })

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { width: 720, height: 900 }] as const) {
  test(`axe finds nothing: ${JSON.stringify(look)}`, async () => {
    const window = await desk.window(look)
    const { page } = window
    const narrow = 'width' in look
    await page.locator('nav').waitFor()
    await go(window, 'Cases')
    await window.accessible()
    await page.getByRole('button', { name: 'Filter' }).click()
    await window.accessible()
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.locator('[data-case]').nth(2).click()
    for (const name of TABS) {
      await tab(window, name)
      await window.accessible()
    }
    await tab(window, 'Acts')
    await page.locator('#case-tab-panel .line').first().click()
    await window.accessible()
    await page.keyboard.press('Escape')
    await go(window, 'People')
    await window.accessible()
    await page.locator('[data-party]').nth(8).click()
    await window.accessible()
    if (narrow) await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Who is held' }).first().click()
    await window.accessible()
    await go(window, 'Sources')
    await page.locator('[data-source]').first().click()
    await window.accessible()
    await go(window, 'Review')
    await page.locator('[data-queue]').first().click()
    await window.accessible()
    await window.closed()
  }, 180_000)
}

describe('a new case, by keyboard alone', () => {
  test('one line, then acts of one person: the third is Enter, Enter', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('Control+Shift+N')
    await page.keyboard.press('Enter')
    await page.getByText('Write one line').waitFor()
    await page.keyboard.type('A student taken from the dormitory')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'A student taken from the dormitory' }).waitFor()
    const reference = await page.locator('.crumbs span').first().innerText()
    await page.getByText('Saved', { exact: false }).first().waitFor()

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('4')
    await page.keyboard.press('n')
    await page.getByLabel('What was done').waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
    await page.keyboard.type('допрос')
    await page.keyboard.press('Enter')
    expect(await page.getByLabel('What was done').inputValue()).toMatch(/Questioning/i)
    await page.keyboard.press('Tab')
    await page.keyboard.type('Дана Ахметова')
    await page.getByRole('option', { name: 'New person “Дана Ахметова”' }).waitFor()
    for (let i = 0; i < 8 && !(await page.getByRole('option', { name: 'New person' }).getAttribute('aria-selected').then((on) => on === 'true')); i += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === 'Дана Ахметова'))
    await page.keyboard.press('Tab')
    await page.keyboard.type('середина января 2026')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: /Same again/ }).waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Same again'))

    for (let i = 0; i < 2; i += 1) {
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: /Same again/ }).waitFor()
      await page.waitForFunction(() => document.activeElement?.textContent?.includes('Same again'))
    }
    expect((await caseOf(reference)).acts).toHaveLength(3)

    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await caseOf(reference)).acts.length).toBe(2)
    await page.keyboard.press('1')
    await page.getByRole('tab', { name: 'Summary', selected: true }).waitFor()
    await window.accessible()
    await window.closed()
  })

  test('j and k walk the list, Enter opens', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.locator('[data-case]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    const first = await page.locator('[data-case] .t').first().innerText()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: first }).waitFor()
    await window.closed()
  })
})

describe('forms', () => {
  test('a date that is not understood is said, kept, and not saved', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'Criminal case against the heads')
    await tab(window, 'Acts')
    await page.locator('#case-tab-panel .line').first().click()
    const when = page.getByLabel('When', { exact: true })
    await when.fill('the day the snow came')
    await page.getByText('This date is not understood').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('A date or a length of time is not understood yet').waitFor()
    expect(await when.inputValue()).toBe('the day the snow came')
    await when.fill('about 20 November 2025')
    await page.getByText('This date is not understood').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: /Same again/ }).waitFor()
    await page.getByText('Saved', { exact: false }).first().waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Taken back.').waitFor()
    await window.closed()
  })

  test('what is half written comes back', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'picket')
    await tab(window, 'Notes')
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Note', { exact: true }).fill('Her sister called. **Not** by phone again.')
    await page.getByRole('button', { name: 'Close, keep the draft' }).click()
    await expect.poll(async () => (await desk.call<{ drafts: { key: string }[] }>('draft_list')).drafts.filter((one) => one.key.startsWith('note:')).length).toBe(1)
    await page.reload()
    await openCase(window, 'picket')
    await tab(window, 'Notes')
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByText('You began this earlier').waitFor()
    expect(await page.getByLabel('Note', { exact: true }).inputValue()).toContain('Her sister called')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('.marked strong', { hasText: 'Not' }).waitFor()
    await expect.poll(async () => (await desk.call<{ drafts: unknown[] }>('draft_list')).drafts).toHaveLength(0)
    await window.closed()
  })

  test('a record changed meanwhile is not overwritten', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'Lawyer Murat Adam')
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
    await page.getByRole('textbox', { name: 'What happened' }).fill('Mine.')
    const before = await caseOf('KZ-002')
    await desk.call('record_save', { record: { kind: 'case', value: { ...before.case, summary: 'Theirs.' } }, base: before.revisions[before.case.id] })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('This was changed meanwhile').waitFor()
    expect(await page.getByRole('textbox', { name: 'What happened' }).inputValue()).toBe('Mine.')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.locator('p.sum', { hasText: 'Mine.' }).waitFor()
    await tab(window, 'History')
    await page.getByText('Theirs.').first().waitFor()
    await window.closed()
  })

  test('hostile text stays text', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'Vlast.kz hit by')
    await tab(window, 'Notes')
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Note', { exact: true }).fill('<img src=x onerror="document.body.dataset.hit=1"> [x](javascript:alert(1)) <script>document.body.dataset.hit=1</script>')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('.marked', { hasText: '<img src=x' }).waitFor()
    expect(await page.evaluate(() => [document.body.dataset['hit'], document.querySelectorAll('.marked a, .marked img, .marked script').length])).toEqual([undefined, 0])
    await window.closed()
  })
})

describe('claims', () => {
  test('accepting one keeps the other', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'Criminal case against the heads')
    await page.getByRole('button', { name: 'Accept this one' }).first().click()
    await page.locator('.claim.pick').first().waitFor()
    await page.getByText(/one accepted/).first().waitFor()
    await window.closed()
  })

  test('a gap leads to where it is mended', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await openCase(window, 'Criminal case against the heads')
    await page.getByRole('button', { name: /Not known who ordered it/ }).click()
    await page.getByRole('tab', { name: /^Measures/, selected: true }).waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') === 'authority')
    await window.closed()
  })
})

test('evidence goes in, is looked at, hashed again and written out', async () => {
  const window = await desk.window()
  const { page } = window
  const file = desk.path('decision of 24 December.txt')
  writeFileSync(file, 'The court decided: two months of house arrest.\n')
  await page.locator('nav').waitFor()
  await openCase(window, 'Criminal case against the heads')
  await tab(window, 'Evidence')
  await desk.pick(file)
  await page.getByRole('button', { name: 'Attach a file' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Decision on house arrest')
  await page.getByRole('button', { name: 'Take into the vault' }).click()
  await page.getByRole('button', { name: /Decision on house arrest/ }).click()
  await page.getByText('two months of house arrest').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Check the hash' }).click()
  await page.getByText('Unchanged: the hash is the recorded one.').first().waitFor()
  const out = desk.path('out.txt')
  await desk.pick(out)
  await page.getByRole('button', { name: 'Write out' }).click()
  await window.accessible()
  await page.getByText('I want a readable copy').click()
  await page.getByRole('button', { name: 'Choose the place …' }).click()
  await expect.poll(() => existsSync(out)).toBe(true)
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(file, 'utf8'))
  await page.getByText('Written out', { exact: false }).first().waitFor()
  await window.closed()
})

test('a confidential source has a code name outside and a name only under the seal', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await go(window, 'Sources')
  await page.getByRole('button', { name: 'New source' }).click()
  expect(await page.getByRole('textbox', { name: 'Title' }).count()).toBe(0)
  await window.accessible()
  await page.getByRole('button', { name: 'Make the source' }).click()
  await page.getByRole('heading', { level: 1, name: /^S-0/ }).waitFor()
  await page.getByRole('button', { name: 'Open the seal …' }).click()
  await page.getByLabel('Your passphrase, once more').fill('not this one at all')
  await page.getByRole('button', { name: 'Open the seal', exact: true }).click()
  await page.locator('[role=alert]').first().waitFor()
  await page.getByLabel('Your passphrase, once more').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Open the seal', exact: true }).click()
  await page.getByLabel('Real name').fill('Гүлмира Н.')
  await page.getByLabel('Never by').fill('phone')
  await page.getByText(/closes in \d+:\d\d/).waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Save under the seal' }).click()
  await page.getByText('Saved under the seal.').waitFor()
  // It stays open elsewhere, and says so; a press closes it.
  await go(window, 'People')
  await page.locator('[data-party]').first().waitFor()
  await page.getByRole('button', { name: 'Close now' }).click()
  await expect.poll(async () => (await desk.call<{ seal: { open: boolean } }>('app_state')).seal.open).toBe(false)
  expect(JSON.stringify(await desk.call('search', { text: 'Гүлмира', kinds: [], limit: 50, privileged: true }))).not.toContain('Гүлмира Н.')
  await window.closed()
})

describe('people', () => {
  test('a name is found in another script, with the reason', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await go(window, 'People')
    await page.getByPlaceholder('A name, in any script or spelling').fill('Касенов')
    await page.getByRole('button', { name: /Amir Kassenov/ }).click()
    await page.getByText('Kasenov', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'New person or group' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Әмір Қасенов')
    await page.getByText('The vault knows someone like this').waitFor()
    await page.getByRole('dialog').getByText(/likely the same/).waitFor()
    await window.accessible()
    await window.closed()
  })

  test('who is held follows the day', async () => {
    const window = await desk.window()
    const { page } = window
    await page.locator('nav').waitFor()
    await go(window, 'People')
    await page.getByRole('button', { name: 'Who is held' }).first().click()
    await page.getByRole('button', { name: 'Amir Kassenov' }).last().waitFor()
    await page.getByLabel('On', { exact: true }).fill('1 December 2025')
    await expect.poll(() => page.locator('main table').getByText('Amir Kassenov').count()).toBe(0)
    await window.closed()
  })
})
