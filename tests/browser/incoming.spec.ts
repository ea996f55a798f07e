// What comes in, on the screen and by keyboard: looked at before it is taken, taken in part, decided side by side, taken back, answered.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

interface Card { text: string }

let sender: Desk
let desk: Desk
let cases: string[]
let window: Window
beforeAll(async () => {
  ;[sender, desk] = await Promise.all([Desk.start(), Desk.start()])
  await sender.vault({ name: 'Aigerim', demo: true })
  await desk.vault({ name: 'Bolat' })
  const [theirs, ours] = [await sender.call<Card>('card_get'), await desk.call<Card>('card_get')]
  await sender.call('partner_save', { card: ours.text, compared: true })
  await desk.call('partner_save', { card: theirs.text, compared: true })
  cases = await Promise.all(['KZ-001', 'KZ-003'].map(async (ref) => (await sender.call<{ case: { id: string } }>('case_open', { case: ref })).case.id))
  window = await desk.window()
})
afterAll(async () => {
  await Promise.all([sender, desk].map((one) => one?.end()))
})

async function send(name: string): Promise<string> {
  const path = desk.path(name)
  const [partner] = (await sender.call<{ partners: { id: string }[] }>('partner_list')).partners
  await sender.call('handover_create', { wish: { cases, profile: 'internal', evidence: true, privileged: [], to: [partner!.id] }, path })
  return path
}
async function title(of: Desk, words: string): Promise<void> {
  const got = await of.call<{ record: { value: { title: string } }; revision: string }>('record_get', { kind: 'case', id: cases[0] })
  got.record.value.title = words
  await of.call('record_save', { record: got.record, base: got.revision })
}
async function there(tab: string): Promise<void> {
  await window.page.locator('nav').getByRole('button', { name: 'Handover' }).click()
  await window.page.getByRole('tab', { name: tab, exact: true }).click()
}
async function receive(path: string, again = false): Promise<void> {
  await there('Receive')
  await desk.pick(path)
  await window.page.getByRole('button', { name: again ? 'Another file' : 'Choose the file' }).focus()
  await window.page.keyboard.press('Enter')
  await window.page.getByRole('heading', { name: 'What it would change here' }).waitFor()
  await window.page.getByText(/ new, .* changed, /).or(window.page.getByText('Nothing in it is new to you.')).waitFor()
}

test('a file is laid beside the vault, and one case of it is taken', async () => {
  await receive(await send('first.age'))
  const { page } = window
  await page.getByRole('button', { name: 'Show the page' }).press('Enter')
  await page.getByRole('document').getByText('KZ-003').first().waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Hide the page' }).press('Enter')
  await page.getByLabel(/^Take everything of KZ-003/).press('Space')
  await page.getByText('1 thing is left out.').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Take what is chosen' }).press('Enter')
  await page.getByRole('heading', { name: 'Taken into this vault' }).waitFor()
  const status = await desk.call<{ counts: { cases: number } }>('vault_status')
  expect(status.counts.cases).toBe(1)
  await window.accessible()
})

test('where it came from stands in the history', async () => {
  const { page } = window
  await page.getByRole('button', { name: 'See the cases' }).press('Enter')
  await page.getByText('KZ-001').first().click()
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByText(/^From Aigerim, /).first().waitFor()
  await window.accessible()
})

test('both sides are decided by keyboard, and the sender sees that it was taken in', async () => {
  await title(sender, 'Theirs')
  await title(desk, 'Ours')
  const path = await send('second.age')
  await receive(path)
  const { page } = window
  await page.getByText('1 record was changed on both sides: both versions will be kept').waitFor()
  await page.getByRole('button', { name: 'Take into this vault' }).press('Enter')
  await page.getByRole('button', { name: 'Decide' }).press('Enter')
  const form = page.getByRole('form', { name: /Ours/ })
  await form.getByText('Theirs', { exact: true }).waitFor()
  await window.accessible()
  await form.getByRole('radio', { name: /Yours/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing stands against anything').waitFor()
  const got = await desk.call<{ record: { value: { title: string } } }>('record_get', { kind: 'case', id: cases[0] })
  expect(got.record.value.title).toBe('Theirs')

  await receive(path)
  const receipt = desk.path('receipt.age')
  await desk.pick(receipt)
  await page.getByRole('button', { name: 'Write a receipt' }).press('Enter')
  await page.getByText(`The receipt was written to ${receipt}.`).waitFor()
  const theirs = await sender.window()
  await theirs.page.locator('nav').getByRole('button', { name: 'Handover' }).click()
  await theirs.page.getByRole('tab', { name: 'Log', exact: true }).click()
  await theirs.page.getByText('No receipt yet').first().waitFor()
  await sender.pick(receipt)
  await theirs.page.getByRole('button', { name: 'Take in a receipt' }).press('Enter')
  await theirs.page.getByText(/^Received, read: Bolat, /).waitFor()
  await theirs.accessible()
})

test('a merge is taken back from the log', async () => {
  await there('Log')
  const { page } = window
  await window.accessible()
  const before = (await desk.call<{ arrivals: { undone: string }[] }>('handover_log')).arrivals.length
  expect(before).toBeGreaterThan(1)
  for (let left = before; left > 0; left -= 1) {
    await page.getByRole('button', { name: 'Take back what came' }).first().press('Enter')
    await page.getByLabel('I have read this').press('Space')
    await window.accessible()
    await page.getByRole('button', { name: 'Take it back', exact: true }).press('Enter')
    await page.getByText(/^Taken back/).nth(before - left).waitFor()
  }
  const log = await desk.call<{ arrivals: { undone: string }[] }>('handover_log')
  expect(log.arrivals.every((one) => one.undone !== '')).toBe(true)
})
