// Every record form saves what it says, against the real engine.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk, type Window } from './harness'

interface View {
  case: { id: string; places: string[]; tags: string[]; sensitivity: string }
  acts: { act_type: string; place: string | null; provisions: string[]; count_min: number | null; sub_counts: { label: string; count: number }[]; start: { edtf: string; words: string } | null }[]
  involvements: { perpetrator: string }[]
  measures: { id: string; status: string; duration: string }[]
  expiries: Record<string, string>
  proceedings: { kind: string; court: string; hearings: { words: string }[] }[]
  interventions: { kind: string; by: string[] }[]
  claims: { says: string; credibility: string; locator: string }[]
  consents: { audiences: Record<string, boolean> }[]
  comments: { text: string; resolved: boolean }[]
  places: { name: string; never_export: boolean }[]
}

let desk: Desk
let reference = ''
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Forms' })
  const nil = '00000000-0000-0000-0000-000000000000'
  const value = {
    id: nil, reference: '', title: 'A case to fill in', summary: '', kind: 'monitoring', space: [], status: 'draft', priority: 2, sensitivity: 'internal', owner: '', tags: [], places: [], retention_review: null, retention_reason: '',
  }
  const saved = await desk.call<{ record: { value: { reference: string } } }>('record_save', { record: { kind: 'case', value }, base: null })
  reference = saved.record.value.reference
})
afterAll(() => desk?.end())

const view = () => desk.call<View>('case_open', { case: reference })
const tab = (window: Window, name: string) => window.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
async function open(name: string): Promise<Window> {
  const window = await desk.window()
  await window.page.locator('nav').waitFor()
  await window.page.locator('nav').getByRole('button', { name: /^Cases/ }).click()
  await window.page.locator('[data-case]').first().click()
  await window.page.getByRole('heading', { level: 1 }).last().waitFor()
  if (name) await tab(window, name)
  return window
}
/** Types into a box with suggestions and takes the one of that name. */
async function choose(window: Window, label: string, words: string, option: string | RegExp): Promise<void> {
  const box = window.page.getByRole('combobox', { name: label, exact: true })
  await box.click()
  await box.fill(words)
  await window.page.getByRole('option', { name: option }).first().click()
}
const save = (window: Window) => window.page.getByRole('button', { name: 'Save', exact: true }).click()
const gone = (window: Window) => window.page.locator('form.frame').waitFor({ state: 'detached' })

test('an act with place, article, perpetrator, and parts that add up', async () => {
  const window = await open('Acts')
  const { page } = window
  await page.getByRole('button', { name: 'Add an act' }).last().click()
  await choose(window, 'What was done', 'protest', /Detention at or after a protest/)
  await choose(window, 'To whom', 'Students of the march', 'New group “Students of the march”')
  await page.getByLabel('When', { exact: true }).fill('13 November 2025')
  await choose(window, 'Place', 'Republic Square', 'New place “Republic Square”')
  await choose(window, 'Law articles', '434 Code of Administrative Offences', /^Add “434/)
  await choose(window, 'Alleged perpetrators', 'City police', 'New unit or agency “City police”')
  await page.getByLabel('How many, at least').fill('19')
  await page.getByLabel('At most', { exact: true }).fill('19')
  await page.getByRole('button', { name: 'Split into parts' }).click()
  await page.getByRole('textbox', { name: 'Part', exact: true }).fill('in custody')
  await page.getByRole('textbox', { name: 'How many', exact: true }).fill('13')
  await page.getByText('6 missing').waitFor()
  await page.getByRole('button', { name: 'Split into parts' }).click()
  await page.getByRole('textbox', { name: 'Part', exact: true }).last().fill('house arrest')
  await page.getByRole('textbox', { name: 'How many', exact: true }).last().fill('6')
  await page.getByText('The parts add up.').waitFor()
  await window.accessible()
  await save(window)
  await gone(window)
  await expect.poll(async () => (await view()).involvements.length).toBe(1)
  const [act] = (await view()).acts
  expect(act).toMatchObject({ act_type: 'detention_at_assembly', count_min: 19, sub_counts: [{ label: 'in custody', count: 13 }, { label: 'house arrest', count: 6 }] })
  expect([act?.start?.edtf, act?.provisions.length, act?.place === null]).toEqual(['2025-11-13', 1, false])
  await window.closed()
})

test('a measure, whose end is worked out', async () => {
  const window = await open('Measures')
  const { page } = window
  await page.getByRole('button', { name: 'Add a measure' }).last().click()
  // In a case about one person or group it begins as theirs; emptied, it asks whose it is.
  const whose = page.getByRole('combobox', { name: 'Person or group', exact: true })
  await expect.poll(() => whose.inputValue()).toBe('Students of the march')
  await whose.fill('')
  await page.keyboard.press('Tab')
  await save(window)
  await page.getByText('Say whose measure it is.').waitFor()
  await choose(window, 'Person or group', 'Students', /Students of the march/)
  await choose(window, 'Measure', 'house', 'Under house arrest')
  await page.getByLabel('Since', { exact: true }).fill('24 December 2025')
  await page.getByLabel('For how long').fill('2')
  await page.getByLabel('Ordered by').fill('Almaly district court')
  await save(window)
  await gone(window)
  await page.getByText(/runs out 24 Feb 2026/).waitFor()
  const now = await view()
  expect([now.measures[0]?.status, now.measures[0]?.duration, now.expiries[now.measures[0]?.id ?? '']]).toEqual(['house_arrest', 'P2M', '2026-02-24'])
  await window.closed()
})

test('a proceeding with a hearing, and an intervention', async () => {
  const window = await open('Proceedings')
  const { page } = window
  await page.getByRole('button', { name: 'Add a proceeding' }).last().click()
  await choose(window, 'Kind', 'trial', 'Trial')
  await page.getByLabel('Court or body').fill('Almaly district court')
  await page.getByRole('button', { name: 'Add a hearing' }).click()
  await page.getByLabel('When', { exact: true }).fill('late January 2026')
  await page.getByLabel('What for, and what came of it').fill('first hearing')
  await save(window)
  await gone(window)
  await page.getByRole('button', { name: 'Add an intervention' }).click()
  await choose(window, 'Kind', 'letter', 'Letter')
  await choose(window, 'By whom', 'Committee of lawyers', 'New organisation “Committee of lawyers”')
  await save(window)
  await gone(window)
  const now = await view()
  expect(now.proceedings[0]).toMatchObject({ kind: 'trial', court: 'Almaly district court', hearings: [{ words: 'first hearing' }] })
  expect(now.interventions[0]?.by).toHaveLength(1)
  await window.closed()
})

test('what is wrong in a row of a proceeding is said at that row, and the focus goes there', async () => {
  const window = await open('Proceedings')
  const { page } = window
  await page.getByRole('button', { name: 'Add a proceeding' }).last().click()
  await choose(window, 'Kind', 'trial', 'Trial')
  const rows = page.getByRole('group', { name: 'Hearings' }).locator('.row')
  const hearing = (at: number) => ({ when: rows.nth(at).getByLabel('When', { exact: true }), words: rows.nth(at).getByLabel('What for, and what came of it'), row: rows.nth(at) })
  for (const [at, day, words] of [[0, '12 January 2026', 'first hearing'], [1, 'some day', 'second hearing'], [2, '14 January 2026', 'third hearing']] as const) {
    await page.getByRole('button', { name: 'Add a hearing' }).click()
    await hearing(at).when.fill(day)
    await hearing(at).words.fill(words)
  }
  const focused = (box: ReturnType<typeof page.getByLabel>) => expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
  // What the form does not understand itself.
  await save(window)
  await focused(hearing(1).when)
  await hearing(1).row.getByRole('alert').waitFor()
  // Another row goes: what is wrong stays with its own.
  await hearing(0).row.getByRole('button', { name: /^Remove/ }).click()
  await expect.poll(() => hearing(0).when.inputValue()).toBe('some day')
  await save(window)
  await focused(hearing(0).when)
  // What the vault refuses.
  await hearing(0).when.fill('13 January 2026')
  await hearing(1).words.fill('third\u0007hearing')
  await save(window)
  await focused(hearing(1).words)
  await hearing(1).row.getByText('This text holds a character that cannot be shown (Hearings).').waitFor()
  expect(await page.locator('form.frame [role=alert]').count()).toBe(1)
  await hearing(1).words.fill('third hearing')
  // The sentence by instance: a length of time nobody understands is not thrown away in silence.
  await page.getByRole('button', { name: 'Add an instance' }).click()
  await page.getByRole('button', { name: 'Add an instance' }).click()
  const instances = page.getByRole('group', { name: 'The sentence by instance' }).locator('.row')
  await instances.nth(1).getByLabel('For how long').fill('a while')
  await save(window)
  await focused(instances.nth(1).getByLabel('For how long'))
  await instances.nth(1).getByRole('button', { name: /^Remove/ }).click()
  await instances.nth(0).getByLabel('Sentence in words').fill('x'.repeat(5_001))
  await save(window)
  await focused(instances.nth(0).getByLabel('Sentence in words'))
  await instances.nth(0).getByText(/^This text is too long/).waitFor()
  await instances.nth(0).getByLabel('Sentence in words').fill('fined')
  // A field that stands for itself.
  await page.getByLabel('Judge').fill('x'.repeat(501))
  await save(window)
  await focused(page.getByLabel('Judge'))
  await page.getByLabel('Judge').fill('')
  await window.accessible()
  await save(window)
  await gone(window)
  const kept = (await view()).proceedings.at(-1)
  expect(kept?.hearings.map((one) => one.words)).toEqual(['second hearing', 'third hearing'])
  await window.closed()
})

test('a claim by a new source, on an act', async () => {
  const window = await open('Sources')
  const { page } = window
  await page.getByText('Acts without a source').waitFor()
  await page.getByRole('button', { name: 'Add a claim' }).last().click()
  await save(window)
  await page.getByText('Choose the source, or make a new one.').waitFor()
  await choose(window, 'Source', 'Statement of the lawyers', /New published source/)
  await page.getByLabel('What the source says').fill('Nineteen were held at the square')
  await page.getByLabel('Where in the source').fill('paragraph 2')
  await page.getByLabel('How likely this is').selectOption('c2')
  await window.accessible()
  await save(window)
  await gone(window)
  await page.getByText('Nineteen were held at the square').waitFor()
  expect((await view()).claims[0]).toMatchObject({ credibility: 'c2', locator: 'paragraph 2' })
  await window.closed()
})

test('people: a further role, a consent, a further name, a relation', async () => {
  const window = await open('People')
  const { page } = window
  await choose(window, 'Add someone', 'Гүлнар Сейітова', 'New person “Гүлнар Сейітова”')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Гүлнар Сейітова', exact: true }).waitFor()
  await page.locator('li', { hasText: 'Гүлнар Сейітова' }).getByRole('button', { name: 'Record consent' }).click()
  await page.getByRole('group', { name: 'Keep on file' }).getByText('yes', { exact: true }).click()
  await page.getByRole('group', { name: 'Name in public' }).getByText('no', { exact: true }).click()
  await window.accessible()
  await save(window)
  await gone(window)
  await page.getByText('Allows: keep on file').waitFor()
  expect((await view()).consents[0]?.audiences).toEqual({ keep_on_file: true, name_in_public: false })

  await page.getByRole('button', { name: 'Гүлнар Сейітова', exact: true }).click()
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByLabel('Name in full').fill('Gulnar Seitova')
  await page.getByLabel('Kind').last().selectOption('transliteration')
  await save(window)
  await gone(window)
  await page.getByText('in another script').waitFor()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await choose(window, 'How', 'lawyer', 'Lawyer of')
  await choose(window, 'With whom', 'Students', /Students of the march/)
  await save(window)
  await gone(window)
  await page.getByRole('button', { name: 'Students of the march', exact: true }).first().waitFor()
  await window.closed()
})

test('details of the case: tags, a place that never leaves, how far it may travel', async () => {
  const window = await open('')
  const { page } = window
  await page.getByRole('button', { name: /^Details of the case/ }).click()
  await page.getByRole('combobox', { name: 'Tags' }).fill('Peaceful march')
  await page.keyboard.press('Enter')
  await choose(window, 'Add a place', 'A flat in the north', /which must never leave the vault/)
  await page.getByLabel('How far it may travel').first().selectOption('restricted')
  await window.accessible()
  await save(window)
  await gone(window)
  const now = await view()
  expect([now.case.tags, now.case.sensitivity, now.case.places.length]).toEqual([['peaceful-march'], 'restricted', 1])
  await window.closed()
})

test('a comment, dealt with; a step ahead and back with a word', async () => {
  const window = await open('Review')
  const { page } = window
  await page.getByPlaceholder('Write a comment').fill('Ask for the court paper.')
  await page.getByRole('button', { name: 'Add the comment' }).click()
  await page.getByText('Ask for the court paper.').click()
  await expect.poll(async () => (await view()).comments[0]?.resolved).toBe(true)
  await page.getByRole('button', { name: 'Mark as sourced' }).last().click()
  await page.getByText('Now: Sourced.').waitFor()
  await page.getByRole('button', { name: 'Mark as corroborated' }).last().click()
  await page.getByText('Something is still missing before this step', { exact: false }).first().waitFor()
  await window.accessible()
  await page.getByRole('button', { name: 'Send back' }).click()
  await page.getByText('Say what should be done').waitFor()
  await page.getByLabel('A word with it').fill('One more source, please.')
  await page.getByRole('button', { name: 'Send back' }).click()
  await page.getByText('Now: Draft.').waitFor()
  await window.closed()
})
