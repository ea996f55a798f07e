import { Desk, type Window } from '../harness'
import type { Scene, Stage } from './stage'

interface Row { id: string; ref: string }
const ALL = { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'reference' }

/** Another vault with the example, whose files come to an empty one of one's own. */
class Sender {
  private constructor(readonly desk: Desk, private readonly stage: Stage, readonly cases: Row[]) {}

  static async set(stage: Stage): Promise<Sender> {
    const desk = await Desk.start()
    await desk.vault({ name: 'Aigerim', demo: true })
    await stage.desk.vault({ name: 'Bolat' })
    const [theirs, ours] = [await desk.call<{ text: string }>('card_get'), await stage.desk.call<{ text: string }>('card_get')]
    await desk.call('partner_save', { card: ours.text, compared: true })
    await stage.desk.call('partner_save', { card: theirs.text, compared: true })
    const { cases } = await desk.call<{ cases: Row[] }>('case_list', ALL)
    return new Sender(desk, stage, cases.filter((one) => ['KZ-001', 'KZ-003'].includes(one.ref)))
  }
  async send(name: string): Promise<string> {
    const path = this.stage.desk.path(name)
    const { partners } = await this.desk.call<{ partners: { id: string }[] }>('partner_list')
    const wish = { cases: this.cases.map((one) => one.id), profile: 'internal', evidence: true, privileged: [], to: [partners[0]?.id], message: 'Вот оба дела. Срок по первому – 1 февраля.' }
    await this.desk.call('handover_create', { wish, path })
    return path
  }
  async title(ours: boolean, words: string): Promise<void> {
    const desk = ours ? this.stage.desk : this.desk
    const got = await desk.call<{ record: { value: { title: string; summary: string } }; revision: string }>('record_get', { kind: 'case', id: this.cases[0]?.id })
    Object.assign(got.record.value, { title: words, summary: `${words}. ${got.record.value.summary}` })
    await desk.call('record_save', { record: got.record, base: got.revision })
  }
}

async function receive(stage: Stage, window: Window, path: string): Promise<void> {
  const { page } = window
  await stage.desk.pick(path)
  await page.locator('#handover-panel button').first().click()
  await page.locator('#handover-panel .says').waitFor({ timeout: 60_000 })
  await page.locator('#handover-panel .group, #handover-panel section p').first().waitFor({ timeout: 60_000 })
}

/** A file comes: checked, laid beside the vault, taken in, decided, taken back, answered. */
export const incoming: Scene = {
  name: 'incoming',
  async play(stage) {
    const sender = await Sender.set(stage)
    try {
      const window = await stage.desk.window(stage.way.look)
      const { page } = window
      await page.locator('nav').first().waitFor()
      await stage.go(window, 'handover')
      await stage.tab(window, 'handover-tab-in')
      await stage.shot(window, '20-in')
      await receive(stage, window, await sender.send('first.age'))
      await stage.shot(window, '20-in-checked')
      await page.locator('#handover-panel .group').first().scrollIntoViewIfNeeded()
      await page.locator('#handover-panel .group h3 input').first().click()
      await stage.shot(window, '20-in-differ')
      await page.locator('main').evaluate((element) => element.scrollTo(0, 100_000))
      await stage.shot(window, '20-in-end')
      await page.locator('#handover-panel .group h3 input').first().click()
      await stage.press(window, 'incoming-merge')
      await page.locator('.counts').waitFor({ timeout: 60_000 })
      await page.locator('main').evaluate((element) => element.scrollTo(0, 100_000))
      await stage.shot(window, '20-in-merged')

      await sender.title(false, 'Обыск в редакции и домашний арест')
      await sender.title(true, 'Обыск в Orda.kz, главный редактор под домашним арестом')
      await receive(stage, window, await sender.send('second.age'))
      await page.locator('#handover-panel table').first().scrollIntoViewIfNeeded()
      await stage.shot(window, '21-in-both')
      await stage.press(window, 'incoming-merge')
      await page.locator('.counts').waitFor({ timeout: 60_000 })
      await page.locator('main').evaluate((element) => element.scrollTo(0, 100_000))
      await stage.shot(window, '21-in-merged-both')
      await stage.press(window, 'merge-undo')
      await page.getByRole('dialog').waitFor()
      await stage.shot(window, '21-in-takeback')
      await page.keyboard.press('Escape')
      await stage.tab(window, 'handover-tab-conflicts')
      await page.locator('form fieldset').first().waitFor()
      await page.locator('form fieldset input').first().check()
      await stage.shot(window, '22-conflicts')
      await stage.tab(window, 'handover-tab-log')
      await page.locator('#handover-panel li').first().waitFor()
      await stage.shot(window, '23-log-in')
      await stage.tab(window, 'handover-tab-in')
      await stage.desk.pick(sender.desk.path('Aigerim.vault/README.txt'))
      await page.locator('#handover-panel button').first().click()
      await page.locator('section.bad, [role=alert]').first().waitFor()
      await stage.shot(window, '20-in-bad')
      await window.closed()
    } finally {
      await sender.desk.end()
    }
  },
}
