// Who is the same, who is not, families, and the conflict check, by keyboard, against the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: true })
})
afterAll(() => desk?.end())

const save = async (kind: string, value: unknown) => (await desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id
const person = (name: string, more: Record<string, unknown> = {}) => save('party', { name, ...more })
const people = (window: Window) => window.page.locator('nav').getByRole('button', { name: /^People/ }).click()
const board = (window: Window, name: string) => window.page.locator('.boards').getByRole('button', { name }).click()

test('pairs are decided by keys: one record, not the same, later; and taken apart on the page of the person', async () => {
  const [one, other] = [await person('Zhanat Ospanbaev', { occupation: 'lawyer' }), await person('Жанат Оспанбаев', { occupation: 'teacher' })]
  const measure = await save('measure', { case_id: (await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-001' })).case.id, party: other, status: 'house_arrest' })
  await person('Zhanna Tulepbergenova')
  await person('Жанна Тулепбергенова')
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await people(window)
  await board(window, 'May be the same')
  const pair = (name: string) => page.locator('[data-pair]', { hasText: name })
  await pair('Zhanat Ospanbaev').waitFor()
  await window.accessible()
  await pair('Tulepbergenova').focus()
  await page.keyboard.press('l')
  await pair('Tulepbergenova').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Show them again' }).click()
  await pair('Tulepbergenova').focus()
  await page.keyboard.press('d')
  await pair('Tulepbergenova').waitFor({ state: 'detached' })
  await pair('Zhanat Ospanbaev').focus()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'One person, one record' })
  await dialog.getByRole('group', { name: 'Occupation' }).getByLabel('Both').check()
  await window.accessible()
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })
  await pair('Zhanat Ospanbaev').waitFor({ state: 'detached' })
  const view = await desk.call<{ party: { id: string; occupation: string }; measures: { id: string }[] }>('party_open', { id: other })
  expect([view.party.id, view.party.occupation, view.measures[0]?.id]).toEqual([one, 'lawyer; teacher', measure])

  await save('measure', { case_id: (await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-001' })).case.id, party: one, status: 'released' })
  await page.getByPlaceholder('A name, in any script or spelling').fill('Жанат Оспанбаев')
  await page.locator(`[data-party="${one}"]`).click()
  await page.getByRole('heading', { level: 2, name: 'Merged into this record' }).waitFor()
  await page.getByText('from the record “Жанат Оспанбаев”').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Take apart… Жанат Оспанбаев' }).click()
  await page.keyboard.press('Enter')
  const stayed = page.getByRole('dialog', { name: 'What stays with Zhanat Ospanbaev' })
  await stayed.getByText('added after the merge').waitFor()
  await window.accessible()
  await stayed.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: 'Not the same: Жанат Оспанбаев' }).click()
  await page.getByRole('heading', { level: 2, name: 'Not the same as' }).waitFor()
  await page.getByRole('button', { name: 'Take back that this is not Жанат Оспанбаев' }).click()
  await page.getByRole('heading', { level: 2, name: 'Looks like' }).waitFor()
  await window.closed()
}, 120_000)

test('a family name is a hint for a relation', async () => {
  await person('Ержан Құлмағамбетов')
  const sister = await person('Айнұр Құлмағамбетова')
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await people(window)
  await page.getByPlaceholder('A name, in any script or spelling').fill('Айнұр Құлмағамбетова')
  await page.locator(`[data-party="${sister}"]`).click()
  await page.getByRole('heading', { level: 2, name: 'May be of the family' }).waitFor()
  await page.getByRole('button', { name: 'Add a relation with Ержан Құлмағамбетов' }).click()
  await window.accessible()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 2, name: 'May be of the family' }).waitFor({ state: 'detached' })
  const view = await desk.call<{ relationships: unknown[] }>('party_open', { id: sister })
  expect(view.relationships).toHaveLength(1)
  await window.closed()
}, 90_000)

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark', width: 720, height: 900 }] as const) {
  test(`a new matter is looked for by keyboard: ${JSON.stringify(look)}`, async () => {
    const window = await desk.window(look)
    const { page } = window
    await page.locator('nav').waitFor()
    await people(window)
    await board(window, 'Conflict check')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Write at least one name.').waitFor()
    await page.keyboard.type('Қасенов')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Somebody Entirelynew\nСадыков')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 2, name: /names? in the vault/ }).waitFor()
    await page.getByRole('cell', { name: 'nobody', exact: true }).waitFor()
    await window.accessible()
    await page.getByRole('button', { name: 'Keep as a privileged note' }).click()
    await page.getByText('Kept. It waits under notes without a case.').waitFor()
    const notes = await desk.call<{ notes: { note: { kind: string; text: string } }[] }>('note_list', { case: null })
    expect(notes.notes[0]?.note.kind).toBe('privileged')
    expect(notes.notes[0]?.note.text).toContain('Somebody Entirelynew (other side)\n- nobody')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.print-root').innerText()).toContain('Somebody Entirelynew')
    await page.emulateMedia({ media: 'screen' })
    await window.closed()
  }, 90_000)
}
