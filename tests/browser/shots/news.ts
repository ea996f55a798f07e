import { mkdirSync } from 'node:fs'

import { Desk } from '../harness'
import type { Scene } from './stage'

/** Longer than from one exchange by itself to the next, in seconds. */
const LATER = 301

/** What the team brings by itself, while somebody writes. */
export const news: Scene = {
  name: 'news',
  async play(stage) {
    const own = stage.desk
    const dina = await Desk.start()
    try {
      const window = await stage.example()
      await dina.vault({ name: 'Динара' })
      const folder = own.path('Team')
      mkdirSync(folder)
      for (const [one, other] of [[own, dina], [dina, own]] as const) {
        const { text } = await other.call<{ text: string }>('card_get')
        const { partners } = await one.call<{ partners: { id: string }[] }>('partner_save', { card: text, compared: true })
        await one.call('team_save', { folder, members: partners.map((each) => each.id), automatic: true })
      }
      await own.call('team_exchange')
      await dina.call('team_exchange')
      const { case: first } = await dina.call<{ case: { id: string } }>('case_open', { case: 'KZ-001' })
      const save = (value: object) => dina.call('record_save', { record: { kind: 'note', value }, base: null })
      await save({ case_id: first.id, text: 'Звонила мать редактора: адвоката пустили только на третий день.' })
      await save({ case_id: first.id, text: 'Продление меры обсуждают 30 января.' })
      await dina.call('team_exchange')
      const { page } = window
      await stage.go(window, 'cases')
      await page.locator('button.row', { hasText: 'KZ-001' }).click()
      await stage.tab(window, 'tab-notes')
      await stage.press(window, 'note-new')
      const typed = 'Половина фразы'
      await page.keyboard.type(typed)
      await own.later(LATER)
      await own.upkeep(window)
      await page.locator('nav .news').waitFor()
      await page.getByText('адвоката пустили').waitFor()
      if ((await page.locator('form.frame textarea').inputValue()) !== typed) throw new Error('what was typed is gone')
      await stage.shot(window, '30-news')
      await page.locator('nav .news').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Shift+Tab')
      await stage.shot(window, '30-news-focus')
      await window.closed()
    } finally {
      await dina.end()
    }
  },
}
