import { writeFileSync } from 'node:fs'

import type { Window } from '../harness'
import type { Scene, Stage } from './stage'

const ALL = { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'reference' }

/** People one knows, something that must stay and shows all the same, and files of which a person has to know. */
async function casework(stage: Stage): Promise<void> {
  const { desk } = stage
  const save = async (kind: string, value: Record<string, unknown>) => (await desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id
  const { cases } = await desk.call<{ cases: { id: string; ref: string }[] }>('case_list', ALL)
  const id = cases.find((one) => one.ref === 'KZ-003')?.id
  await save('party', { kind: 'person', name: 'Зүлфия Қасенова', contact: '+7 701 555 01 99', sensitivity: 'confidential' })
  await save('place', { name: 'Үміт үйі', area: 'Алматы', never_export: true })
  await save('note', { case_id: id, text: 'Spoke with Z. Kassenova (8 701 555-01-99) at night; she is the sister of the editor.' })
  await save('note', { case_id: id, text: 'Қасенова Үміт үйінде, екі күннен кейін қайта сөйлесеміз.' })
  await save('note', { case_id: id, kind: 'privileged', text: 'What the lawyer said about the hearing' })
  const files: [string, Buffer | string][] = [['witnesses.csv', 'who;when\n"Касенова, Зульфия";2026-01-02\n'], ['call.m4a', Buffer.from('\0\0\0\x20ftypM4A \0\0\0\0', 'latin1')], ['window.jpg', photo()]]
  for (const [name, content] of files) {
    writeFileSync(desk.path(name), content)
    await desk.call('evidence_add', { case: id, path: desk.path(name), title: '', source: null, obtained: '', how: '', sensitivity: 'internal' })
  }
  await save('saved_search', { name: 'Kassenov, 2025', text: 'Kassenov' })
}

/** A picture that says which camera took it. */
function photo(): Buffer {
  const said = Buffer.from('Exif\0\0MM\0*\0\0\0\u0008\0\0\0\0\0\0', 'latin1')
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, said.length + 2])
  return Buffer.concat([head, said, Buffer.from([0xff, 0xda, 0, 2]), Buffer.from(' lines '), Buffer.from([0xff, 0xd9])])
}

const next = (window: Window) => window.page.locator('main .do button').last()
const sight = (window: Window) => window.page.locator('main .frame').waitFor({ timeout: 60_000 })

/** A handover from the choice of cases to the file and the message that goes with it. */
export const handover: Scene = {
  name: 'handover',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    const { desk } = stage
    await casework(stage)
    const { text: card } = await desk.call<{ text: string }>('card_get')
    await desk.call('partner_save', { card, name: 'Динара', compared: true })
    await page.reload()
    await stage.go(window, 'handover')
    await page.locator('main label input[type=checkbox]').first().waitFor()
    await stage.shot(window, '17-handover-cases')
    await page.locator('main .what input[type=text], main .pick input').first().fill('zzz')
    await stage.shot(window, '17-handover-cases-none')
    await page.locator('main .pick input').first().fill('KZ-00')
    await page.locator('main .pick label', { hasText: 'KZ-003' }).click()
    await page.locator('main .pick label', { hasText: 'KZ-001' }).click()
    await stage.shot(window, '17-handover-cases-some')
    await next(window).click()
    await page.locator('main li label').first().click()
    await page.locator('main textarea').last().fill('Здравствуйте! Здесь два дела, о которых мы говорили.')
    await stage.shot(window, '17-handover-people')
    await next(window).click()
    await page.locator('main fieldset').first().waitFor()
    await stage.shot(window, '17-handover-profile')
    await page.locator('main').evaluate((element) => element.scrollTo(0, 10_000))
    await stage.shot(window, '17-handover-profile-end')
    await next(window).click()
    await page.locator('main .list').waitFor({ timeout: 60_000 })
    await stage.shot(window, '18-handover-leaks')
    const waits = page.locator('main li.waits')
    await waits.first().scrollIntoViewIfNeeded()
    await waits.first().locator('button').last().click()
    await page.locator('.why input').fill('Она сама попросила')
    await stage.shot(window, '18-handover-leaks-reason')
    await page.locator('.why input').press('Enter')
    for (let left = await waits.count(); left > 0; left -= 1) await waits.first().locator('button').first().click()
    await page.locator('main').evaluate((element) => element.scrollTo(0, 10_000))
    await stage.shot(window, '18-handover-leaks-end')
    await next(window).click()
    await sight(window)
    await stage.shot(window, '19-handover-preview')
    for (const one of await page.locator('main details summary').all()) await one.click()
    await stage.shot(window, '19-handover-preview-stays')
    await page.locator('main').evaluate((element) => element.scrollTo(0, 10_000))
    await stage.shot(window, '19-handover-preview-page')
    await next(window).click()
    await stage.shot(window, '19-handover-write')
    await desk.pick(desk.path('parcel.age'))
    await next(window).click()
    await page.locator('main dl').waitFor({ timeout: 60_000 })
    await page.locator('main h2', { hasText: stage.t('receipt-title') }).waitFor()
    await stage.shot(window, '19-handover-done')
    await window.closed()
  },
}

/** To somebody who has no card, with a passphrase told by voice. */
export const told: Scene = {
  name: 'told',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    await stage.go(window, 'handover')
    await page.locator('main .pick label', { hasText: 'KZ-001' }).click()
    await next(window).click()
    await stage.shot(window, '17-told-nobody')
    await page.locator('main label', { hasText: stage.t('handover-by-passphrase') }).first().click()
    await page.locator('main input:not([type=checkbox])').first().fill('Асель')
    await stage.shot(window, '17-told-people')
    await next(window).click()
    await next(window).click()
    await page.locator('main .frame, main .list').first().waitFor({ timeout: 60_000 })
    await next(window).click()
    await page.locator('main ol li').nth(8).waitFor()
    await stage.shot(window, '19-told-write')
    await stage.desk.pick(stage.desk.path('told.age'))
    await next(window).click()
    await page.locator('main .secret').waitFor({ timeout: 60_000 })
    await stage.shot(window, '19-told-done')
    await window.closed()
  },
}
