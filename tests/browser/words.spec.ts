// No word was forgotten: in the made-up language everything on screen that is not a record stands in brackets.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault()
})
afterAll(() => desk?.end())

const SCREENS = ['home', 'cases', 'people', 'sources', 'review', 'calendar', 'figures', 'handover', 'safety']

/** The engine does not know the made-up language, so its answers are changed on their way. */
async function madeUp(page: Page): Promise<void> {
  await page.route('**/call/app_state', async (route) => {
    const answer = await route.fetch()
    const state = await answer.json()
    await route.fulfill({ response: answer, json: { ...state, settings: { ...state.settings, language: 'qps' } } })
  })
  await page.reload()
}

/** Texts without brackets that no record and no name explains. */
function forgotten(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = (node.textContent ?? '').trim()
      const parent = node.parentElement
      if (!parent || parent.closest('kbd, script, style, main [dir], dialog [dir], option, pre, [lang]:not(html)') || !/\p{L}{2}/u.test(text)) continue
      if (!/[\[\]]/.test(text)) out.push(text)
    }
    return out
  })
}

test('the empty vault speaks one language', async () => {
  const window = await desk.window()
  const { page } = window
  await madeUp(page)
  await page.locator('nav').waitFor()
  for (const [i, screen] of SCREENS.entries()) {
    await page.locator('nav li button').nth(i).click()
    await window.still()
    expect(await forgotten(page), screen).toEqual([])
    const tabs = await page.locator('main [role=tab]').count()
    for (let n = 1; n < tabs; n += 1) {
      await page.locator('main [role=tab]').nth(n).click()
      await window.still()
      expect(await forgotten(page), `${screen} ${n}`).toEqual([])
    }
  }
  for (const keys of ['Control+k', 'Control+n', '?']) {
    await page.keyboard.press(keys)
    await page.getByRole('dialog').waitFor()
    expect(await forgotten(page), keys).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await window.closed()
})

test('the first steps speak one language', async () => {
  const fresh = await Desk.start()
  try {
    const window = await fresh.window()
    const { page } = window
    await madeUp(page)
    for (let step = 0; step < 3; step += 1) {
      await page.locator('main h1').waitFor()
      expect((await forgotten(page)).filter((text) => text !== 'Sandyq'), String(step)).toEqual([])
      await page.locator('main button').last().click()
    }
    await window.closed()
  } finally {
    await fresh.end()
  }
})
