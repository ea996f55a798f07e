import { cpSync, rmSync } from 'node:fs'

import { PASSPHRASE } from '../harness'
import type { Scene } from './stage'

const NEXT = 'saddle violin cabbage thunder nine moss'

/** New keys, from what is said before to what is said after; then a copy of before in its place. */
export const newkeys: Scene = {
  name: 'newkeys',
  async play(stage) {
    const { desk } = stage
    const window = await stage.example()
    const { page } = window
    const vault = desk.path('Notebook.vault')
    const kept = desk.path('kept')
    await desk.call('vault_lock')
    cpSync(vault, kept, { recursive: true })
    await page.reload()
    await window.unlock(PASSPHRASE)
    const last = page.locator('main .do button').last()
    const field = page.locator('main input[type=password]')
    await stage.go(window, 'safety')
    await page.locator('main section').last().locator('.do button').last().click()
    await stage.shot(window, '50-newkeys-what')
    await last.click()
    await stage.shot(window, '51-newkeys-old')
    await field.fill(PASSPHRASE)
    await last.click()
    await page.locator('main ol li').nth(8).waitFor()
    await stage.shot(window, '52-newkeys-new')
    await page.locator('main input[type=radio]').nth(1).check()
    await field.fill(NEXT)
    await page.locator('main .said p.good').waitFor()
    await last.click()
    await field.fill(NEXT)
    await desk.gate(true)
    await page.keyboard.press('Enter')
    await page.locator('progress[value]').waitFor()
    await stage.shot(window, '53-newkeys-running')
    await desk.gate(false)
    await page.locator('pre').first().waitFor()
    await stage.shot(window, '54-newkeys-kit')
    await page.locator('dialog input[type=checkbox]').check()
    await page.locator('dialog .do button').last().click()
    await stage.shot(window, '55-newkeys-done')
    await desk.call('vault_lock')
    rmSync(vault, { recursive: true })
    cpSync(kept, vault, { recursive: true })
    await page.reload()
    await window.unlock(PASSPHRASE)
    await stage.shot(window, '56-newkeys-earlier-copy')
    await window.closed()
  },
}
