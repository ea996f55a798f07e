import { mkdirSync } from 'node:fs'

import type { Scene } from './stage'

/** Backups and restoring one, the look at this computer, destroying. */
export const safety: Scene = {
  name: 'safety',
  async play(stage) {
    const { desk } = stage
    const window = await stage.example()
    const { page } = window
    const stick = desk.path('STICK')
    mkdirSync(stick)
    await stage.go(window, 'safety')
    await stage.tab(window, 'safety-tab-backups')
    await stage.shot(window, '40-backups-none')
    await desk.pick(stick)
    await page.locator('main section .do button').first().click()
    await page.locator('main .states li').first().waitFor()
    await desk.call('backup_make', { folder: stick })
    await page.locator('main .states li button').first().click()
    await page.locator('main .good').first().waitFor()
    await stage.shot(window, '41-backups')
    await page.locator('main .do button').last().click()
    await page.locator('main .restore').waitFor()
    await stage.shot(window, '42-restore-place')
    await desk.pick(stick)
    for (const name of ['43-restore-which', '44-restore-where', '45-restored']) {
      await page.locator('main .restore .do button').last().click()
      await page.waitForTimeout(700)
      await stage.shot(window, name)
    }
    await stage.go(window, 'home')
    await stage.go(window, 'safety')
    await stage.tab(window, 'safety-tab-destroy')
    await stage.fill(window, 'destroy-secret')
    const word = page.locator('main input[type=text], main input:not([type])').last()
    await word.fill('Notebook')
    await stage.shot(window, '46-destroy')
    await page.getByRole('button', { name: stage.t('destroy-do'), exact: true }).last().click()
    await page.getByRole('button', { name: stage.t('destroy-stop') }).waitFor()
    await stage.shot(window, '47-destroy-countdown')
    await page.getByRole('heading', { name: stage.t('destroyed-title') }).waitFor({ timeout: 30_000 })
    await stage.shot(window, '48-destroyed')
    await window.closed()
  },
}
