import { mkdirSync } from 'node:fs'

import { PASSPHRASE } from '../harness'
import type { Scene } from './stage'

interface Made {
  kit: { words: string[] }
}

/** Kits: made whole and in shares, proved, and typed at the lock screen. */
export const keys: Scene = {
  name: 'keys',
  async play(stage) {
    const { desk } = stage
    const { kit } = await desk.call<Made>('vault_create', { path: desk.path('Notebook.vault'), passphrase: PASSPHRASE, demo: true })
    const stick = desk.path('STICK')
    mkdirSync(stick)
    await desk.call('backup_make', { folder: stick })
    const window = await desk.window(stage.way.look)
    const { page } = window
    const ask = page.getByRole('dialog')
    await page.locator('nav').first().waitFor()
    await stage.go(window, 'safety')

    await stage.press(window, 'key-add-kit')
    await ask.locator('input[type=password]').fill(PASSPHRASE)
    await ask.locator('button[type=submit]').click()
    await ask.locator('article').waitFor()
    await stage.shot(window, '60-kit')
    await page.emulateMedia({ media: 'print' })
    await stage.shot(window, '60-kit-paper')
    await page.emulateMedia({ media: null })
    await ask.locator('input[type=checkbox]').check()
    await ask.locator('.do button, footer button').last().click()

    await stage.press(window, 'key-add-shares')
    await stage.shot(window, '61-shares-ask')
    await ask.locator('input[type=password]').fill(PASSPHRASE)
    await ask.locator('button[type=submit]').click()
    await ask.locator('article').nth(2).waitFor()
    await stage.shot(window, '61-shares')
    await ask.locator('input[type=checkbox]').last().check()
    await ask.locator('.do button, footer button').last().click()
    await stage.shot(window, '62-keys')

    await stage.press(window, 'drill-begin')
    await page.locator('main textarea').first().fill(kit.words.join(' '))
    await stage.shot(window, '63-drill')
    await stage.press(window, 'drill-do')
    await page.getByText(stage.t('drill-put-away')).waitFor()
    await stage.shot(window, '63-drill-proved')

    await page.keyboard.press('Control+l')
    await page.locator('input[type=password]').waitFor()
    await stage.press(window, 'paper-kit')
    await stage.shot(window, '64-unlock-kit')
    await page.getByText(stage.t('kit-way-shares'), { exact: true }).click()
    await stage.shot(window, '64-unlock-shares')
    await window.closed()
  },
}
