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

test('a picture goes as a copy that does not say where it was taken; as it is, it is looked into first, all by keyboard', async () => {
  const own = await Desk.start()
  try {
    await own.vault()
    const put = async (kind: string, value: Record<string, unknown>) =>
      (await own.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id
    const owner = await put('case', { reference: 'KZ-002', title: 'A photo' })
    await put('party', { kind: 'person', name: 'Зүлфия Қасенова', sensitivity: 'confidential' })
    writeFileSync(own.path('photo.jpg'), photo('Зүлфия Қасенова'))
    await own.call('evidence_add', { case: owner, path: own.path('photo.jpg'), title: 'A photo', source: null, obtained: '', how: '', sensitivity: 'internal' })
    const seen = await own.window()
    const { page } = seen
    const next = page.locator('main .do button').last()
    await page.locator('nav').getByRole('button', { name: 'Handover' }).click()
    await page.locator('main label input[type=checkbox]').first().check()
    await page.getByRole('button', { name: /^Next/ }).click()
    await page.locator('main textarea').first().fill(card)
    await next.click()
    await next.click()
    const copies = page.getByRole('region', { name: /^Pictures that go as copies/ })
    await copies.getByRole('button', { name: 'A copy that does not say it', pressed: true }).waitFor()
    await seen.accessible()
    // Words in a picture are seen by eye only: that waits, the copy does not.
    await page.getByRole('region', { name: /^Files that could not/ }).locator('li button').first().focus()
    for (const key of ['a', 's', 'Enter', 'j', 'j', 'a']) await page.keyboard.press(key)
    await page.keyboard.type('the court asked')
    await page.keyboard.press('Enter')
    await copies.getByText('Accepted: the court asked').waitFor()
    await next.press('Enter')
    // As it is it says her name.
    const hers = page.locator('li.waits', { hasText: 'what the file says of itself' })
    await hers.waitFor()
    expect(await hers.locator('mark').textContent()).toBe('Зүлфия Қасенова')
    await copies.getByRole('button', { name: 'As it is…', pressed: true }).waitFor()
    await seen.accessible()
    await hers.getByRole('button').first().focus()
    await page.keyboard.press('a')
    await page.keyboard.type('she agreed')
    await page.keyboard.press('Enter')
    await next.press('Enter')
    await page.locator('main .frame').waitFor()
    await next.click()
    await own.pick(own.path('out.age'))
    await next.click()
    await page.getByText('The file is ready').waitFor()
    const { entries } = await own.call<{ entries: { accepted: { what: string; reason: string }[] }[] }>('handover_log')
    expect(entries[0]?.accepted.map((one) => one.reason).sort()).toEqual(['s', 'she agreed', 'the court asked'])
    await seen.closed()
  } finally {
    await own.end()
  }
})

/** A picture that says who took it (TIFF 6.0, tag 315). */
function photo(artist: string): Buffer {
  const name = Buffer.from(artist)
  const table = Buffer.alloc(26)
  table.write('MM\0*\0\0\0\u0008', 'latin1')
  table.writeUInt16BE(1, 8)
  table.writeUInt16BE(315, 10)
  table.writeUInt16BE(2, 12)
  table.writeUInt32BE(name.length, 14)
  table.writeUInt32BE(26, 18)
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), table, name])
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1)
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([Buffer.from([0xff, 0xd8]), head, exif, Buffer.from([0xff, 0xda, 0, 2]), Buffer.from(' lines '), Buffer.from([0xff, 0xd9])])
}
