// Partners: keys that changed under a known name, the card as a code, and bundles that cross with another implementation of age.
import { readFileSync, writeFileSync } from 'node:fs'

import { Decrypter, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

interface Card { text: string; name: string; recipient: string; recipient_pq: string; signing_key: string; words: string }
interface Partner { id: string; name: string; words: string; compared: boolean }

let desk: Desk
let other: Desk
let third: Desk
let mine: string
beforeAll(async () => {
  ;[desk, other, third] = await Promise.all([Desk.start(), Desk.start(), Desk.start()])
  for (const one of [desk, other, third]) await one.vault({ name: 'Aigerim' })
  const { record } = await desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind: 'case', value: { title: 'Search at an office' } }, base: null })
  mine = record.value.id
})
afterAll(async () => {
  await Promise.all([desk, other, third].map((one) => one?.end()))
})

const partners = async () => (await desk.call<{ partners: Partner[] }>('partner_list')).partners
const wish = () => ({ cases: [mine], profile: 'internal', evidence: false, privileged: [] })
const sealed = async (name: string, ...to: string[]) => {
  const path = desk.path(name)
  await desk.call('handover_create', { wish: { ...wish(), to }, path })
  return path
}
/** How a bundle's header names its recipients; a stanza that age strews in to keep readers honest is none. */
const stanzas = (path: string) => readFileSync(path).toString('latin1').split('\n--- ')[0]!.split('\n').filter((line) => line.startsWith('-> ')).map((line) => line.split(' ')[1]!).filter((tag) => !tag.endsWith('-grease'))

test('another implementation of age opens what is sealed to its post-quantum key, and what it seals to ours is taken', async () => {
  const identity = await generateHybridIdentity()
  const path = await sealed('out.age', await identityToRecipient(identity))
  expect(stanzas(path)).toEqual(['mlkem768x25519'])
  const opener = new Decrypter()
  opener.addIdentity(identity)
  const archive = await opener.decrypt(readFileSync(path))
  expect(Buffer.from(archive.subarray(0, 13)).toString()).toBe('manifest.json')

  // Ours, opened by its receiver, sealed again by the other implementation to the same receiver: the same bundle.
  const card = await other.call<Card>('card_get')
  const forOther = await sealed('for-other.age', card.text)
  expect(stanzas(forOther)).toEqual(['mlkem768x25519'])
  const both = await sealed('for-both.age', card.recipient_pq, await identityToRecipient(identity))
  const again = new Encrypter()
  again.addRecipient(card.recipient_pq)
  writeFileSync(other.path('again.age'), await again.encrypt(await opener.decrypt(readFileSync(both))))
  const check = await other.call<{ valid: boolean; signed: boolean; problems: string[] }>('handover_check', { path: other.path('again.age') })
  expect(check).toMatchObject({ valid: true, signed: true, problems: [] })
})

test('receivers of the two sorts are told apart, never mixed in one file', async () => {
  const card = await other.call<Card>('card_get')
  const older = await identityToRecipient(await generateX25519Identity())
  const newer = await identityToRecipient(await generateHybridIdentity())
  expect(stanzas(await sealed('old.age', card.text, older))).toEqual(['X25519', 'X25519'])
  expect(stanzas(await sealed('new.age', card.text, newer))).toEqual(['mlkem768x25519', 'mlkem768x25519'])
  for (const path of ['old.age', 'new.age']) expect(await other.call('handover_check', { path: desk.path(path) })).toMatchObject({ valid: true })
  await expect(sealed('mixed.age', older, newer)).rejects.toThrow('recipients-mixed')
})

test('other keys under a known name are shouted about, by keyboard', async () => {
  const [first, second] = [await other.call<Card>('card_get'), await third.call<Card>('card_get')]
  await desk.call('partner_save', { card: first.text, compared: true })
  const window = await desk.window()
  const { page } = window
  const there = async () => {
    await page.locator('nav').getByRole('button', { name: 'Handover' }).click()
    await page.getByRole('tab', { name: 'Partners' }).click()
  }
  await there()
  const add = async () => {
    await page.getByRole('button', { name: 'Add a partner' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Card').fill(second.text)
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    await page.getByRole('heading', { name: 'Aigerim has other keys now' }).waitFor()
    await window.accessible()
  }
  await add()
  await page.keyboard.press('Enter')
  expect(await partners()).toMatchObject([{ words: first.words, compared: true }])
  await page.keyboard.press('Escape')

  await add()
  await page.getByRole('button', { name: 'It is another person' }).press('Enter')
  await page.getByLabel('Your name for them').fill('Aigerim from Osh')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await page.getByRole('dialog').getByText(second.words).waitFor()
  await page.getByRole('button', { name: 'Later' }).press('Enter')
  const kept = (await partners()).find((one) => one.words === second.words)
  expect(kept).toMatchObject({ name: 'Aigerim from Osh', compared: false })
  await desk.call('partner_delete', { id: kept?.id })

  await page.reload()
  await there()
  await add()
  await page.getByRole('button', { name: 'They have a new vault' }).press('Enter')
  await page.getByRole('dialog').getByText(second.words).waitFor()
  expect(await partners()).toMatchObject([{ words: second.words, compared: false }])
  await window.closed()
})

test('the card is a code too', async () => {
  const window: Window = await desk.window()
  const { page } = window
  await page.locator('nav').getByRole('button', { name: 'Handover' }).click()
  await page.getByRole('tab', { name: 'My card' }).click()
  await page.getByRole('img', { name: 'The card as a code' }).waitFor()
  await window.accessible()
  await window.closed()
})
