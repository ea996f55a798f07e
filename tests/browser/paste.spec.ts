// A pasted report, by keyboard alone: marked, gone through, written in one step, taken back; kept when the vault locks; hostile text stays text.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

const REPORT = `Police in Almaty detained Marat Seitov on 13 November 2025. He was fined 50 MCI under article 434 of the Code of Administrative Offences.

Amir Kassenov was not arrested. <img src=x onerror="document.title='caught'"> officers searched the home of Aigerim Bekova.`

interface View {
  acts: { act_type: string; start: { edtf: string } | null; provisions: string[]; outcome: string }[]
  claims: { quote: string; locator: string; about_kind: string }[]
  involved: { role: string }[]
  measures: { status: string; party: string; from: { edtf: string } | null; expires_on: string | null }[]
  parties: { id: string; kind: string; name: string; count_min: number | null }[]
}

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Paste', demo: true })
})
beforeEach(async () => {
  for (const { key } of (await desk.call<{ drafts: { key: string }[] }>('draft_list')).drafts) await desk.call('draft_discard', { key })
  await desk.settings({ language: 'en' })
})
afterAll(() => desk?.end())

const cases = () => desk.call<{ cases: { id: string; ref: string; title: string }[] }>('case_list', { text: '' }).then((list) => list.cases)
const drafts = () => desk.call<{ drafts: { key: string }[] }>('draft_list').then((list) => list.drafts.map((one) => one.key))
const card = (window: Window) => window.page.locator('[data-card]:focus')

async function paste(window: Window, text = REPORT): Promise<void> {
  const { page } = window
  await page.locator('nav').waitFor()
  await page.keyboard.press('Control+m')
  await page.getByRole('heading', { name: 'A report' }).waitFor()
  await page.locator('textarea').fill(text)
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-card]').first().waitFor()
}

test('from a pasted text to records, and back, without a mouse', async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').waitFor()
  await page.keyboard.press('Control+m')
  await page.locator('textarea').waitFor()
  await window.accessible()
  await page.locator('textarea').fill(REPORT)
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-card]').first().waitFor()
  await window.accessible()
  const before = (await cases()).length

  // Kinds are told by a word and a sign; what the page shows is the text itself.
  expect(await page.locator('mark.act').allInnerTexts()).not.toEqual([])
  expect(await page.locator('mark[data-mark]').first().getAttribute('title')).toBe('place')
  expect(await page.locator('.text img').count()).toBe(0)
  expect(await page.title()).not.toBe('caught')

  // The first card has the focus; Enter accepts and goes on, x rejects, u takes back.
  await expect.poll(async () => await card(window).innerText()).toContain('Short police detention')
  await page.keyboard.press('Enter')
  await expect.poll(async () => await card(window).innerText()).toContain('Marat Seitov')
  await page.keyboard.press('x')
  await page.keyboard.press('u')
  await expect.poll(async () => await card(window).innerText()).toContain('comes with an act')
  await page.keyboard.press('j')
  await expect.poll(async () => await card(window).innerText()).toContain('Administrative fine')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.getByText('date from an earlier sentence').first().waitFor()

  // Changed in its place.
  await page.keyboard.press('e')
  await page.getByLabel('How it stood at the end').fill('50 MCI, unpaid')
  await window.accessible()
  await page.keyboard.press('Enter')
  await page.locator('[data-card] form').waitFor({ state: 'detached' })
  await page.getByText('50 MCI, unpaid').first().waitFor()

  // What the text denies says so, and is not taken by itself.
  await page.getByText('the text denies it').waitFor()

  // A case needs a line, a published source a title: said at the field, with the focus there.
  await page.keyboard.press('Control+Enter')
  await page.getByText('Write one line, so that you will know it again.').waitFor()
  await page.keyboard.type('Detention of Marat Seitov')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Give the title under which it was published.').waitFor()
  await page.keyboard.type('News of the day')
  await page.getByText(/^Will be written: 2 acts, 1 new person/).waitFor()
  await window.accessible()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/records written in/).waitFor()
  const made = (await cases()).find((one) => one.title === 'Detention of Marat Seitov')
  const view = await desk.call<View>('case_open', { case: made?.ref })
  expect(view.acts.map((act) => [act.act_type, act.start?.edtf, act.outcome])).toEqual([['short_detention', '2025-11-13', ''], ['administrative_fine', '2025-11-13', '50 MCI, unpaid']])
  expect(view.claims.map((claim) => claim.quote)).toContain('Police in Almaty detained Marat Seitov on 13 November 2025.')
  expect(view.claims.map((claim) => claim.locator)).toContain('paragraph 1, sentence 2')
  expect(await drafts()).toEqual([])

  // One undo takes all of it back.
  await page.locator('main').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await cases()).length).toBe(before)
  // The text is there again with what was decided.
  await page.locator('[data-card]').first().waitFor()
  expect(await page.locator('[data-card]').first().innerText()).toContain('accepted')
  await page.getByRole('button', { name: 'Change the text' }).click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  await expect.poll(drafts).toEqual([])
  await window.closed()
})

test('people who are counted, a release and a longer measure; what the words leave open is asked for', async () => {
  const window = await desk.window()
  const { page } = window
  await paste(window, 'On 3 December 2025 police detained 47 people in Almaty. Timur Zhunusov was released on 4 December 2025.\n\nHis detention was extended until 5 March 2026.')
  const group = page.locator('[data-card]', { hasText: '47 people' }).first()
  await group.waitFor()
  expect(await page.locator('mark.group').innerText()).toContain('47 people')
  await window.accessible()
  // The act brings the group, with its number.
  await page.locator('[data-card^="a"]').first().focus()
  await page.keyboard.press('Enter')
  const release = page.locator('[data-card^="m"]').first()
  expect(await release.innerText()).toMatch(/Released · Timur Zhunusov · 4 Dec 2025/)
  await release.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => release.innerText()).toContain('accepted')
  // Nobody is named in the last sentence: Enter asks whose it is instead of taking it.
  const longer = page.locator('[data-card^="m"]').last()
  expect(await longer.innerText()).toMatch(/whose is not said · goes on longer · .*runs out 5 Mar 2026/)
  await longer.focus()
  await page.keyboard.press('Enter')
  const whose = longer.getByLabel('Person or group')
  await expect.poll(() => whose.evaluate((one) => one === document.activeElement)).toBe(true)
  await page.keyboard.press('Control+Enter')
  await longer.getByText('Say whose measure it is.').waitFor()
  await window.accessible()
  await whose.selectOption({ label: 'Timur Zhunusov' })
  await page.keyboard.press('Control+Enter')
  await longer.locator('form').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('Detentions in Almaty')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Give the title under which it was published.').waitFor()
  await page.keyboard.type('News of the day')
  await page.getByText(/1 act, 2 measures, 2 new people/).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/records written in/).waitFor()
  const made = (await cases()).find((one) => one.title === 'Detentions in Almaty')
  const view = await desk.call<View & { acts: { count_min: number | null }[] }>('case_open', { case: made?.ref })
  const name = (id: string) => view.parties.find((one) => one.id === id)?.name
  expect(view.acts.map((act) => act.count_min)).toEqual([47])
  expect(view.parties.find((one) => one.kind === 'group')).toMatchObject({ name: '47 people', count_min: 47 })
  expect(view.measures.map((one) => [one.status, name(one.party), one.from?.edtf ?? null, one.expires_on])).toEqual([['released', 'Timur Zhunusov', '2025-12-04', null], ['pretrial', 'Timur Zhunusov', null, '2026-03-05']])
  expect(view.claims.filter((one) => one.about_kind === 'measure').map((one) => one.quote)).toEqual(['Timur Zhunusov was released on 4 December 2025.', 'His detention was extended until 5 March 2026.'])
  await window.closed()
})

test('whom the vault knows is linked, with the reason', async () => {
  const window = await desk.window()
  const { page } = window
  await paste(window, 'Амира Касенова арестовали на 15 суток 3 мая 2025 года.')
  const who = page.locator('[data-card^="p"]')
  await expect.poll(async () => await who.first().innerText()).toMatch(/in the vault: Amir Kassenov/)
  await page.getByRole('button', { name: 'Change the text' }).click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  expect(await drafts()).toEqual([])
  await window.closed()
})

test('the text and what was decided outlive a lock; with names hidden nothing is shown', async () => {
  const window = await desk.window()
  const { page } = window
  await paste(window)
  await page.keyboard.press('Enter')
  await expect.poll(drafts).toContain('reading:none')
  await page.keyboard.press('F9')
  await window.unlock()
  await page.keyboard.press('Control+m')
  await page.locator('[data-card]').first().waitFor()
  expect(await page.locator('[data-card]').first().innerText()).toContain('accepted')

  await page.keyboard.press('Control+Shift+h')
  await page.getByText('Names are hidden, and what stands in their place must not be saved.').waitFor()
  await page.keyboard.press('Control+m')
  await page.getByText('Names are hidden, and what stands in their place must not be saved.').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Seitov')
  await window.accessible()
  await page.keyboard.press('Control+Shift+h')
  await page.keyboard.press('Control+m')
  await page.locator('[data-card]').first().waitFor()
  // Kept as it was.
  expect(await page.locator('[data-card]').first().innerText()).toContain('accepted')
  await page.getByRole('button', { name: 'Change the text' }).click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  await window.closed()
})

test('too long and nothing found are said in words', async () => {
  const window = await desk.window({ width: 700 })
  const { page } = window
  await page.locator('nav').waitFor()
  await page.keyboard.press('Control+m')
  await page.locator('textarea').fill('я'.repeat(200_001))
  await page.getByText(/at most/).waitFor()
  expect(await page.getByRole('button', { name: 'Mark the text' }).isDisabled()).toBe(true)
  await page.locator('textarea').fill('It rained all day.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Nothing was found').waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Change the text' }).first().click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  await window.closed()
})

test('in Russian, from a case, narrow', async () => {
  await desk.settings({ language: 'ru' })
  const window = await desk.window({ width: 760 })
  const { page } = window
  await page.locator('nav').getByRole('button', { name: /^Дела/ }).click()
  await page.locator('[data-case]').first().click()
  await page.getByRole('tab', { name: /^Действия/ }).click()
  await page.getByRole('button', { name: 'Вставить сообщение' }).click()
  await page.locator('textarea').fill('13 ноября 2025 года в Алматы задержали Марата Сеитова. Его оштрафовали по ст. 434 КоАП.')
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-card]').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/^Будет записано: 1 действие/).waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Изменить текст' }).click()
  await page.getByRole('button', { name: 'Выбросить' }).click()
  await window.closed()
})
