// Sources under the seal: opened on purpose, closed by itself; who a source is stays there, also what was only typed; ordinary text that names somebody is noticed.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { Desk, PASSPHRASE, type Window } from './harness'

const NAME = 'Зүлфия Қасенова'

let desk: Desk
let code = ''
let source = ''
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
  const saved = await desk.call<{ record: { value: { id: string; code: string } } }>('record_save', { record: { kind: 'source', value: { kind: 'person', confidential: true, reliability: 'b' } }, base: null })
  code = saved.record.value.code
  source = saved.record.value.id
})
beforeEach(async () => {
  await desk.call('seal_close')
})
afterAll(async () => {
  await desk?.end()
})

const go = (window: Window, screen: string) => window.page.locator('nav').getByRole('button', { name: screen }).first().click()

async function openSeal(window: Window): Promise<void> {
  await window.page.getByRole('button', { name: 'Open the seal …' }).click()
  await window.page.getByLabel('Your passphrase, once more').fill(PASSPHRASE)
  await window.page.keyboard.press('Enter')
  await window.page.getByRole('timer').waitFor()
}

test('an identity is kept under the seal, also while it is only typed, and the link to a person too', async () => {
  const window = await desk.window()
  const { page } = window
  await go(window, 'Sources')
  await page.locator('[data-filter-text]').fill(code)
  await page.locator(`[data-source="${source}"]`).click()
  await openSeal(window)
  await page.getByLabel('Real name').fill(NAME)
  await page.getByLabel('How to reach this person').fill('Signal +7 701 555 01 99')
  await page.getByLabel('What this person risks').fill('arrest')
  await page.getByLabel('Is this a person of the cases?').fill('Kassenov')
  await page.getByRole('option', { name: /Kassenov/ }).first().waitFor()
  // Nobody new is made of what is typed here: it would be a name outside the seal.
  expect(await page.getByRole('option', { name: /New|Add/ }).count()).toBe(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(1_200)
  expect(JSON.stringify(await desk.call('draft_list'))).not.toContain('Қасенова')
  await window.accessible()
  await page.getByRole('button', { name: 'Save under the seal' }).click()
  await page.getByText('Saved under the seal.').waitFor()
  await page.locator(`[data-source="${source}"]`, { hasText: NAME }).waitFor()
  const kept = await desk.call<{ identity: { name: string; party: string | null } }>('source_identity_get', { id: source })
  expect(kept.identity.name).toBe(NAME)
  expect(kept.identity.party).not.toBeNull()
  // Unlinked again, so that the name is looked for below.
  await desk.call('source_identity_save', { ...kept.identity, party: null })
  await page.getByRole('button', { name: 'Close now' }).click()
  await page.getByRole('timer').waitFor({ state: 'detached' })
  expect(await page.locator('body').innerText()).not.toContain('Қасенова')
  expect(await page.content()).not.toContain('Қасенова')
  await window.closed()
})

test('what names somebody in an ordinary note is offered to be replaced, by key', async () => {
  const window = await desk.window()
  const { page } = window
  await go(window, 'Sources')
  await openSeal(window)
  await page.getByText('One person is kept under the seal.').waitFor()
  await window.accessible()
  // It stays open elsewhere, and says so over every screen.
  await go(window, 'Home')
  await page.getByRole('timer').waitFor()
  await page.keyboard.press('Control+n')
  await page.getByRole('dialog').getByRole('textbox').first().fill('Встретиться с Касеновой Зульфией, 8 701 555 01 99')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: `This names ${code}` }).waitFor()
  await window.accessible()
  await page.keyboard.press('r')
  await page.getByRole('dialog').first().waitFor({ state: 'detached' })
  const notes = await desk.call<{ notes: { note: { text: string } }[] }>('note_list', { case: null })
  expect(notes.notes.map((one) => one.note.text)).toContain(`Встретиться с ${code}, ${code}`)

  // Kept on purpose: the vault is looked through, and the place is listed.
  await page.keyboard.press('Control+n')
  await page.getByRole('dialog').getByRole('textbox').first().fill('Kassenova Zulfiya, on the record')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog', { name: `This names ${code}` }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('dialog').first().waitFor({ state: 'detached' })
  await go(window, 'Sources')
  await page.getByRole('button', { name: 'Names in ordinary text' }).click()
  await page.getByRole('button', { name: /Look (again|through)/ }).click()
  const found = page.getByRole('listitem').filter({ hasText: 'on the record' })
  await found.waitFor()
  await window.accessible()
  await page.getByLabel('Take the words out of the history too').check()
  await found.getByRole('button', { name: `Replace by ${code}` }).click()
  await found.waitFor({ state: 'detached' })
  const after = await desk.call<{ results: unknown[] }>('search', { text: 'Kassenova Zulfiya', kinds: [], limit: 9, privileged: true })
  expect(after.results).toEqual([])
  await page.getByRole('button', { name: 'Close now' }).click()
  await window.closed()
})

test('one person is told who a source is, on purpose; what somebody tells is kept field by field', async () => {
  const window = await desk.window()
  const { page } = window
  const card = await desk.call<{ text: string }>('card_get')
  await desk.call('partner_save', { card: card.text, compared: false, name: 'Dina' })
  await go(window, 'Sources')
  await page.locator('[data-filter-text]').fill(code)
  await page.locator(`[data-source="${source}"]`).click()
  await openSeal(window)
  // Nobody was compared by voice yet.
  await page.getByRole('button', { name: 'Tell somebody who this is …' }).click()
  const dialog = page.getByRole('dialog', { name: `Tell one person who ${code} is` })
  await dialog.getByText('Nobody is on your list').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await desk.call('partner_save', { card: card.text, compared: true, name: 'Dina' })

  await page.getByRole('button', { name: 'Tell somebody who this is …' }).click()
  await dialog.getByRole('button', { name: 'Write the file' }).click()
  await dialog.getByText('Choose who may know.').waitFor()
  await window.accessible()
  await page.keyboard.type('Dina')
  await page.keyboard.press('Tab')
  await page.keyboard.type('she meets her')
  await page.keyboard.press('Tab')
  await page.keyboard.type('S-999')
  await page.keyboard.press('Enter')
  await dialog.getByText('That is not the code name.').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(code.toLowerCase())
  const file = desk.path('told.age')
  await desk.pick(file)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('The file for Dina is written.').waitFor()

  // What is kept here is another name by now, and nothing of the risk.
  await desk.call('source_identity_save', { id: source, name: 'Her', channel: 'Signal +7 701 555 01 99' })
  await go(window, 'Sources')
  await desk.pick(file)
  await page.getByRole('button', { name: 'Take in who a source is …' }).click()
  const told = page.getByRole('dialog', { name: 'Who sources are, from Dina' })
  await told.getByRole('group', { name: 'Real name' }).waitFor()
  await window.accessible()
  // Where something is kept here it stays, unless theirs is chosen.
  expect(await told.getByRole('group', { name: 'Real name' }).getByRole('radio', { name: /^Here/ }).isChecked()).toBe(true)
  expect(await told.getByRole('group', { name: 'What this person risks' }).getByRole('radio', { name: /^From them/ }).isChecked()).toBe(true)
  expect(await told.getByRole('group', { name: 'How to reach this person' }).count()).toBe(0)
  await told.getByRole('group', { name: 'Real name' }).getByRole('radio', { name: /^From them/ }).check()
  await told.getByRole('button', { name: 'Keep under the seal' }).click()
  await told.waitFor({ state: 'detached' })
  const kept = await desk.call<{ identity: { name: string; risk: string } }>('source_identity_get', { id: source })
  expect([kept.identity.name, kept.identity.risk]).toEqual([NAME, 'arrest'])

  await desk.pick(file)
  await page.getByRole('button', { name: 'Take in who a source is …' }).click()
  await told.getByText('Nothing in this file is new to you.').waitFor()
  await page.keyboard.press('Escape')
  await told.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Close now' }).click()
  await page.getByRole('timer').waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain('Қасенова')
  await go(window, 'Handover')
  await page.getByRole('tab', { name: 'Log' }).click()
  await page.getByText(`${code}: she meets her`).waitFor()
  await window.accessible()
  await window.closed()
})

test('it closes after three minutes, and stays open longer only by a press', async () => {
  const window = await desk.window()
  const { page } = window
  await page.clock.install()
  await go(window, 'Sources')
  await page.getByRole('button', { name: 'Open the seal …' }).click()
  await page.getByLabel('Your passphrase, once more').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await page.getByText(NAME).first().waitFor()
  await page.clock.runFor(170_000)
  await desk.later(170)
  await page.getByRole('button', { name: 'Three more minutes' }).click()
  await page.getByText(/closes in (3:00|2:5\d)/).waitFor()
  await page.clock.runFor(20_000)
  await desk.later(20)
  await page.getByText(NAME).first().waitFor()
  await page.clock.runFor(161_000)
  await page.getByRole('timer').waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain('Қасенова')
  await expect.poll(async () => (await desk.call<{ seal: { open: boolean } }>('app_state')).seal.open).toBe(false)
  await window.closed()
})

