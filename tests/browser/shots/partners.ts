import { mkdirSync, writeFileSync } from 'node:fs'

import { Desk } from '../harness'
import type { Scene } from './stage'

/** Partners, the card, profiles, the team's folder, and the log. */
export const partners: Scene = {
  name: 'partners',
  async play(stage) {
    const { desk } = stage
    const others = await Promise.all([Desk.start(), Desk.start(), Desk.start()])
    try {
      const [dina, bolat, again] = others as [Desk, Desk, Desk]
      await Promise.all([dina.vault({ name: 'Динара Сейтқали' }), bolat.vault({ name: 'Sandyq' }), again.vault({ name: 'Динара Сейтқали' })])
      const card = async (of: Desk) => (await of.call<{ text: string }>('card_get')).text
      const window = await stage.example()
      const { page } = window
      const dialog = page.getByRole('dialog')
      await stage.go(window, 'handover')
      await stage.tab(window, 'handover-tab-partners')
      await stage.shot(window, '24-partners-none')
      await stage.press(window, 'partner-add')
      await dialog.locator('textarea').fill(await card(dina))
      await stage.shot(window, '24-partner-add')
      await dialog.locator('button').last().click()
      await dialog.locator('p.words').waitFor()
      await stage.shot(window, '24-partner-compare')
      await dialog.locator('input[type=checkbox]').check()
      await dialog.locator('button').last().click()
      await page.locator('#handover-panel li').first().waitFor()
      await stage.press(window, 'partner-add')
      await dialog.locator('textarea').fill(await card(again))
      await dialog.locator('button').last().click()
      await page.getByRole('dialog').nth(1).waitFor()
      await stage.shot(window, '24-partner-changed')
      await page.keyboard.press('Escape')
      await dialog.locator('textarea').fill(await card(bolat))
      await dialog.locator('button').last().click()
      await dialog.locator('[aria-invalid=true]').waitFor()
      await stage.shot(window, '24-partner-unnamed')
      await dialog.locator('textarea').fill('not a card')
      await dialog.locator('button').last().click()
      await dialog.locator('textarea[aria-invalid=true]').waitFor()
      await stage.shot(window, '24-partner-wrong')
      await dialog.locator('textarea').fill(await card(bolat))
      await dialog.locator('input[type=text], input:not([type])').last().fill('Болат')
      await dialog.locator('button').last().click()
      await dialog.locator('p.words').waitFor()
      await page.keyboard.press('Escape')
      await stage.shot(window, '24-partners')

      const { partners: known } = await desk.call<{ partners: { id: string; name: string }[] }>('partner_list')
      const { case: first } = await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-001' })
      const wish = { cases: [first.id], profile: 'partner', evidence: true, unlooked: 'seen', privileged: [], leaks: [], to: known.map((one) => one.id) }
      await desk.call('handover_create', { wish, path: desk.path('one.age') })
      await page.getByRole('button', { name: stage.t('given-ask') }).last().click()
      await dialog.locator('table').waitFor()
      await stage.shot(window, '24-partner-given')
      await page.keyboard.press('Escape')
      await page.locator('#handover-panel li button').last().click()
      await stage.shot(window, '24-partner-remove')
      await page.keyboard.press('Escape')

      await stage.tab(window, 'handover-tab-profiles')
      await page.locator('#handover-panel li').first().waitFor()
      await stage.shot(window, '25-profiles')
      await page.locator('#handover-panel li button.line').nth(1).click()
      await page.locator('form.frame').waitFor()
      await stage.shot(window, '25-profile')
      await page.keyboard.press('Escape')

      await stage.tab(window, 'handover-tab-card')
      await page.locator('#handover-panel svg').last().waitFor()
      await stage.shot(window, '26-card')
      await page.locator('main').evaluate((element) => element.scrollTo(0, 10_000))
      await stage.shot(window, '26-card-code')

      await stage.tab(window, 'handover-tab-team')
      await page.locator('.folder').waitFor()
      await stage.shot(window, '27-team-none')
      const folder = desk.path('Team')
      mkdirSync(folder)
      writeFileSync(desk.path('Team/00112233445566778899aabbccddeeff.age'), 'half a file')
      await desk.pick(folder)
      await stage.press(window, 'team-folder-choose')
      for (const one of await page.locator('fieldset input').all()) await one.check()
      await stage.shot(window, '27-team-chosen')
      await stage.press(window, 'team-save')
      await page.getByRole('button', { name: stage.t('team-now') }).click()
      await page.locator('section[role=status]').waitFor({ timeout: 60_000 })
      await stage.shot(window, '27-team')

      await stage.tab(window, 'handover-tab-log')
      await page.locator('#handover-panel li').first().waitFor()
      await stage.shot(window, '28-log')
      await window.closed()
    } finally {
      await Promise.all(others.map((one) => one.end()))
    }
  },
}

const TABS = ['out', 'in', 'conflicts', 'team', 'partners', 'profiles', 'card', 'log'] as const
const ASKS = /\/call\/(case_list|partner_list|profile_list|merge_conflicts|team_get|card_get|handover_log|term_list|place_list|provision_list)$/

/** Screens of the room with nothing in them, while they are read, and when that fails. */
export const states: Scene = {
  name: 'states',
  async play(stage) {
    await stage.desk.vault()
    const window = await stage.desk.window(stage.way.look)
    const { page } = window
    await page.locator('nav').first().waitFor()
    const walk = async (state: string) => {
      await stage.go(window, 'home')
      await stage.go(window, 'handover')
      for (const tab of TABS) {
        await stage.tab(window, `handover-tab-${tab}`)
        await page.waitForTimeout(350)
        await stage.glance(window, `29-${tab}-${state}`)
      }
      await stage.go(window, 'safety')
      await stage.tab(window, 'safety-tab-lists')
      for (const tab of ['vocabularies', 'places', 'provisions']) {
        await stage.tab(window, `lists-${tab}`)
        await page.waitForTimeout(350)
        await stage.glance(window, `29-${tab}-${state}`)
      }
    }
    await walk('empty')
    await page.route(ASKS, (route) => route.fulfill({ status: 400, contentType: 'application/json', body: '{"code":"io","args":{"path":"case/"}}' }))
    await walk('error')
    await page.unroute(ASKS)
    await page.route(ASKS, () => {})
    await walk('loading')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  },
}
