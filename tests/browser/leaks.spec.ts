// Names that would show: what was found before a handover is sealed, decided by keyboard and by mouse.
import { existsSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

let desk: Desk
let window: Window
let card: string

const save = async (kind: string, value: Record<string, unknown>) =>
  (await desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id

beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault()
  const id = await save('case', { reference: 'KZ-001', title: 'A raid' })
  await save('party', { kind: 'person', name: 'Зүлфия Қасенова', contact: '+7 701 555 01 99', sensitivity: 'confidential' })
  await save('note', { case_id: id, text: 'Spoke with Z. Kassenova (8 701 555-01-99) at night.' })
  await save('note', { case_id: id, text: 'Дом Касеновых стоит на углу.' })
  const add = async (name: string, content: string) => {
    writeFileSync(desk.path(name), content)
    await desk.call('evidence_add', { case: id, path: desk.path(name), title: name, source: null, obtained: '', how: '', sensitivity: 'internal' })
  }
  await add('list.csv', 'who;when\n"Касенова, Зульфия";2026-01-02\n')
  await add('noise.bin', '\u0000\u0001\u0002\u0003\u0000')
  card = (await desk.call<{ text: string }>('card_get')).text
  window = await desk.window()
})
afterAll(async () => {
  await window?.closed()
  await desk?.end()
})

test('what would show is decided before anything is sealed', async () => {
  const { page } = window
  const next = () => page.locator('main .do button').last()
  await page.locator('nav').getByRole('button', { name: 'Handover' }).click()
  await page.locator('main label input[type=checkbox]').first().check()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.locator('main textarea').first().fill(card)
  await next().click()
  await next().click()
  await page.getByRole('heading', { name: 'Names that would show' }).waitFor()
  await window.accessible()

  // Four places of one person, of which the file waits; and a file nobody can look into.
  expect(await page.locator('section li mark').allTextContents()).toEqual(['Z. Kassenova', '8 701 555-01-99', 'Касеновых', 'Касенова, Зульфия'])
  expect(await page.locator('[role=status]').last().textContent()).toContain('2 places')
  expect(await next().isDisabled()).toBe(true)

  // By keyboard: down to the file, left out; then the file without words, accepted with a reason.
  await page.locator('li[data-key] button').first().focus()
  for (const key of ['j', 'j', 'j', 'x']) await page.keyboard.press(key)
  expect(await page.locator('[role=status]').last().textContent()).toContain('1 place')
  for (const key of ['j', 'a']) await page.keyboard.press(key)
  await page.getByLabel('Why may it go?').waitFor()
  await page.keyboard.type('looked at by hand')
  await window.accessible()
  await page.keyboard.press('Enter')
  await page.getByText('Accepted: looked at by hand').waitFor()
  expect(await page.locator('[role=status]').last().textContent()).toContain('Everything is decided')
  // A reason that is not given is no acceptance.
  await page.keyboard.press('k')
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  expect(await page.getByLabel('Why may it go?').count()).toBe(0)

  await next().click()
  await page.locator('main .frame').waitFor()
  // The message was not there before; it names her.
  await page.getByRole('button', { name: 'To whom' }).click()
  await page.getByRole('textbox', { name: /^Message/ }).fill('From Касенова Зульфия')
  await next().click()
  await next().click()
  await page.getByRole('heading', { name: 'Names that would show' }).waitFor()
  const path = desk.path('out.age')
  expect(await page.locator('li.waits mark').allTextContents()).toEqual(['Касенова Зульфия'])
  await window.accessible()
  await page.locator('li.waits').getByRole('button', { name: 'Accept…' }).click()
  await page.keyboard.type('they know her')
  await page.keyboard.press('Enter')
  await next().click()
  await page.locator('main .frame').waitFor()
  await next().click()
  await desk.pick(path)
  await next().click()
  await page.getByText('The file is ready').waitFor()
  expect(existsSync(path)).toBe(true)

  await page.getByRole('tab', { name: 'Log' }).click()
  await page.getByText('2 places accepted').click()
  await page.getByText(/they know her/).waitFor()
  await window.accessible()
})
