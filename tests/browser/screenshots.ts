// Writes every screen in every language, theme and width as PNG into SANDYQ_SCREENSHOTS, to be looked at.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'vitest'

import { Desk, type Look, PASSPHRASE, type Window } from './harness'

const OUT = process.env['SANDYQ_SCREENSHOTS'] ?? 'screenshots'
const ONLY = new RegExp(process.env['SANDYQ_SCREENSHOTS_ONLY'] ?? '')

interface Way {
  name: string
  language: string
  look: Look
  text?: number
  theme?: string
}
const WAYS: Way[] = [
  { name: 'en', language: 'en', look: {} },
  { name: 'en-dark', language: 'en', look: { colorScheme: 'dark' } },
  { name: 'ru', language: 'ru', look: {} },
  { name: 'kk', language: 'kk', look: {} },
  { name: 'kk-dark', language: 'kk', look: { colorScheme: 'dark' } },
  { name: 'en-contrast', language: 'en', look: {}, theme: 'contrast' },
  { name: 'ru-narrow', language: 'ru', look: { width: 720, height: 900 } },
  { name: 'ru-200', language: 'ru', look: {}, text: 200 },
]

/** Screens of the rail by their place in it, with the tabs each has. */
const RAIL = ['home', 'cases', 'people', 'sources', 'review', 'calendar', 'handover', 'safety'] as const

for (const way of WAYS.filter((one) => ONLY.test(one.name))) {
  test(way.name, async () => {
    const folder = join(OUT, way.name)
    mkdirSync(folder, { recursive: true })
    const desk = await Desk.start()
    const shot = async (window: Window, name: string) => {
      await window.still()
      await window.page.screenshot({ path: join(folder, `${name}.png`) })
    }
    try {
      await desk.settings({ language: way.language, text_percent: way.text ?? 100, theme: way.theme ?? 'system' })
      const first = await desk.window(way.look)
      await first.page.locator('main h1').waitFor()
      await shot(first, '01-welcome')
      await first.page.locator('main button').last().click()
      await shot(first, '02-promises')
      await first.page.locator('main button').last().click()
      await shot(first, '03-ways')
      await first.page.locator('main ul button').first().click()
      await first.page.locator('ol li').nth(5).waitFor()
      await shot(first, '04-passphrase')
      const words = (await first.page.locator('ol li').allInnerTexts()).map((text) => text.replace(/^\d\s*/, '').trim())
      await first.page.locator('main button').last().click()
      await first.page.locator('input[type=password]').fill(words.join(' '))
      await shot(first, '04-repeat')
      await first.page.keyboard.press('Enter')
      await first.page.locator('pre:visible').waitFor()
      await shot(first, '04-kit')
      await first.closed()
      await desk.call('vault_lock')

      await desk.vault({ name: 'Empty' })
      const empty = await desk.window(way.look)
      await empty.page.locator('nav').waitFor()
      await shot(empty, '05-empty-home')
      for (const i of [1, 2, 3, 4]) {
        await empty.page.locator('nav li button').nth(i).click()
        await shot(empty, `06-empty-${RAIL[i] ?? i}`)
      }
      await empty.closed()
      await desk.call('vault_lock')

      await desk.vault({ name: 'Notebook', demo: true })
      await desk.call('vault_lock')
      const window = await desk.window(way.look)
      const { page } = window
      await page.locator('input[type=password]').waitFor()
      await shot(window, '07-unlock')
      await page.locator('input[type=password]').fill('not this one')
      await page.keyboard.press('Enter')
      await page.locator('[role=alert]').waitFor()
      await shot(window, '08-unlock-wrong')
      await window.unlock(PASSPHRASE)
      for (const [i, screen] of RAIL.entries()) {
        await page.locator('nav li button').nth(i).click()
        await shot(window, `1${i}-${screen}`)
        const tabs = await page.locator('main [role=tab]').count()
        for (let n = 1; n < tabs; n += 1) {
          await page.locator('main [role=tab]').nth(n).click()
          await shot(window, `1${i}-${screen}-${n}`)
        }
      }
      await page.locator('nav li button').nth(1).click()
      await page.locator('button.row', { hasText: 'KZ-003' }).click()
      await page.locator('main [role=tab]').first().waitFor()
      for (let n = 0; n < (await page.locator('main [role=tab]').count()); n += 1) {
        await page.locator('main [role=tab]').nth(n).click()
        await shot(window, `30-case-${n + 1}`)
      }
      if ((way.look.width ?? 1440) >= 1000 && !way.text) {
        await page.locator('nav li button').nth(2).click()
        await page.locator('button.row').first().click()
        await shot(window, '31-person')
        await page.locator('nav li button').nth(3).click()
        await page.locator('button.row').first().click()
        await shot(window, '32-source')
      }
      const { text: card } = await desk.call<{ text: string }>('card_get')
      await page.locator('nav li button').nth(6).click()
      await page.locator('main label input[type=checkbox]').nth(2).check()
      const next = page.locator('main .do button').last()
      await next.click()
      await page.locator('main textarea').fill(card)
      await shot(window, '17-handover-people')
      await next.click()
      await shot(window, '17-handover-profile')
      await next.click()
      await page.locator('main .frame').waitFor()
      await shot(window, '17-handover-preview')
      await next.click()
      await shot(window, '17-handover-write')
      await page.locator('nav li button').first().click()
      await page.keyboard.press('Control+k')
      await shot(window, '20-palette')
      await page.keyboard.type('kassenov')
      await page.locator('[role=option] mark').first().waitFor()
      await shot(window, '21-search')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+n')
      await page.keyboard.type('A mother called at six.')
      await shot(window, '22-note')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await shot(window, '23-keys')
      await page.keyboard.press('Escape')
      const stick = join(desk.folder, 'STICK')
      mkdirSync(stick)
      await page.locator('nav li button').nth(7).click()
      await page.locator('main [role=tab]').nth(1).click()
      await shot(window, '40-backups-none')
      await desk.pick(stick)
      await page.locator('main section .do button').first().click()
      await page.locator('main .states li').first().waitFor()
      await desk.call('backup_make', { folder: stick })
      await page.locator('main .states li button').first().click()
      await page.locator('main .good').first().waitFor()
      await shot(window, '41-backups')
      await page.locator('main .do button').last().click()
      await page.locator('main .restore').waitFor()
      await shot(window, '42-restore-place')
      await desk.pick(stick)
      for (const name of ['43-restore-which', '44-restore-where', '45-restored']) {
        await page.locator('main .restore .do button').last().click()
        await page.waitForTimeout(700)
        await shot(window, name)
      }
      await window.closed()
      await desk.call('vault_lock')

      // New keys, from what is said before to what is said after; then a copy of before in its place.
      const vault = desk.path('Notebook.vault')
      const kept = desk.path('kept')
      cpSync(vault, kept, { recursive: true })
      const keys = await desk.window(way.look)
      const last = keys.page.locator('main .do button').last()
      await keys.unlock(PASSPHRASE)
      await keys.page.locator('nav li button').nth(6).click()
      await keys.page.locator('main section').last().locator('.do button').last().click()
      await shot(keys, '50-newkeys-what')
      await last.click()
      await shot(keys, '51-newkeys-old')
      await keys.page.locator('main input[type=password]').fill(PASSPHRASE)
      await last.click()
      await keys.page.locator('main ol li').nth(8).waitFor()
      await shot(keys, '52-newkeys-new')
      await keys.page.locator('main input[type=radio]').nth(1).check()
      await keys.page.locator('main input[type=password]').fill('saddle violin cabbage thunder nine moss')
      await keys.page.locator('main .said p.good').waitFor()
      await last.click()
      await keys.page.locator('main input[type=password]').fill('saddle violin cabbage thunder nine moss')
      await desk.gate(true)
      await keys.page.keyboard.press('Enter')
      await keys.page.locator('progress[value]').waitFor()
      await shot(keys, '53-newkeys-running')
      await desk.gate(false)
      await keys.page.locator('pre').waitFor()
      await shot(keys, '54-newkeys-kit')
      await keys.page.locator('dialog input[type=checkbox]').check()
      await keys.page.locator('dialog .do button').last().click()
      await shot(keys, '55-newkeys-done')
      await desk.call('vault_lock')
      rmSync(vault, { recursive: true })
      cpSync(kept, vault, { recursive: true })
      await keys.page.reload()
      await keys.unlock(PASSPHRASE)
      await shot(keys, '56-newkeys-earlier-copy')
      await keys.closed()
    } finally {
      await desk.end()
    }
  })
}
