// What comes in from the team by itself: open screens read again, what somebody is typing stays, and a quiet line says what came.
import { mkdirSync, renameSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

/** Longer than from one exchange by itself to the next, in seconds. */
const LATER = 301

let own: Desk
let dina: Desk
let window: Window
let id: string
beforeAll(async () => {
  ;[own, dina] = await Promise.all([Desk.start(), Desk.start()])
  await Promise.all([own.vault({ name: 'Own' }), dina.vault({ name: 'Dina' })])
  const folder = own.path('shared')
  mkdirSync(folder)
  id = await save(own, 'case', { reference: 'KZ-001', title: 'Search at an office' })
  for (const [one, other] of [[own, dina], [dina, own]] as const) {
    const { text } = await other.call<{ text: string }>('card_get')
    const { partners } = await one.call<{ partners: { id: string }[] }>('partner_save', { card: text, compared: true })
    await one.call('team_save', { folder, members: partners.map((each) => each.id), automatic: true })
  }
  await own.call('team_exchange')
  await dina.call('team_exchange')
  window = await own.window()
})
afterAll(async () => {
  await Promise.all([own, dina].map((one) => one?.end()))
})

const save = async (desk: Desk, kind: string, value: object) => (await desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id
const title = async (desk: Desk, words: string) => {
  const got = await desk.call<{ record: { value: { title: string } }; revision: string }>('record_get', { kind: 'case', id })
  got.record.value.title = words
  await desk.call('record_save', { record: got.record, base: got.revision })
}
/** Dina's changes go into the folder, and come out of it when their time has come. */
const comes = async () => {
  await dina.call('team_exchange')
  await own.later(LATER)
  expect(await own.upkeep(window)).toBe(true)
}

test('what is shown is read again, and what is typed stays', async () => {
  const { page } = window
  await page.locator('nav').getByRole('button', { name: 'Cases' }).click()
  await page.locator('button.row', { hasText: 'KZ-001' }).click()
  await page.getByRole('tab', { name: /^Notes/ }).click()
  await page.getByRole('button', { name: 'New note' }).click()
  await page.keyboard.type('Half a sentence of mine')
  await save(dina, 'note', { case_id: id, text: 'Hers, from another room' })
  await title(dina, 'Search at an office in Osh')
  await comes()
  await page.getByText('Hers, from another room').waitFor()
  await page.getByRole('heading', { name: 'Search at an office in Osh' }).waitFor()
  const field = page.locator('form.frame textarea')
  expect(await field.inputValue()).toBe('Half a sentence of mine')
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type(', and the rest')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Half a sentence of mine, and the rest').waitFor()
})

test('a quiet line says what came, and leads to it by keyboard', async () => {
  const { page } = window
  const line = page.locator('nav').getByRole('button', { name: /^2 records from Dina/ })
  await line.waitFor()
  await window.accessible()
  await line.press('Enter')
  await page.getByRole('tab', { name: 'Log', selected: true }).waitFor()
  await page.getByText('From Dina').first().waitFor()
  await line.waitFor({ state: 'detached' })

  // The log is a screen like others: it grows while it is open.
  const merges = page.getByRole('button', { name: 'Take back what came' })
  const before = await merges.count()
  await save(dina, 'note', { case_id: id, text: 'And one more' })
  await comes()
  await expect.poll(() => merges.count()).toBe(before + 1)
})

test('what both changed is said, and waits under “To decide”', async () => {
  const { page } = window
  await title(own, 'Ours')
  await title(dina, 'Hers')
  await comes()
  await page.locator('nav').getByRole('button', { name: /1 to decide/ }).click()
  await page.getByRole('form').getByText('Hers', { exact: true }).waitFor()
  await window.accessible()
})

test('a folder that is away is named in words', async () => {
  const { page } = window
  const [folder, away] = [own.path('shared'), own.path('away')]
  renameSync(folder, away)
  await own.later(LATER)
  expect(await own.upkeep(window)).toBe(false)
  await page.getByRole('tab', { name: 'Team', exact: true }).click()
  await page.getByText(`There is no such file: ${folder}`).waitFor()
  await window.accessible()
  renameSync(away, folder)
  await window.closed()
})
