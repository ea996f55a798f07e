// No word was forgotten: in the made-up language everything on screen that is not a record stands in brackets.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk } from './harness'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault()
})
afterAll(() => desk?.end())

const SCREENS = ['home', 'cases', 'people', 'sources', 'review', 'handover', 'safety']

test('the empty vault speaks one language', async () => {
  const window = await desk.window()
  const { page } = window
  // The engine does not know the made-up language, so the answer is changed on its way.
  await page.route('**/call/app_state', async (route) => {
    const answer = await route.fetch()
    const state = await answer.json()
    await route.fulfill({ response: answer, json: { ...state, settings: { ...state.settings, language: 'qps' } } })
  })
  await page.reload()
  await page.locator('nav').waitFor()
  for (const [i, screen] of SCREENS.entries()) {
    await page.locator('nav li button').nth(i).click()
    await window.still()
    const forgotten = await page.evaluate(() => {
      const out: string[] = []
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = (node.textContent ?? '').trim()
        const parent = node.parentElement
        if (!parent || parent.closest('kbd, script, style, main [dir], dialog [dir], option, pre, [lang]:not(html)') || !/\p{L}{2}/u.test(text)) continue
        if (!/^\[.*\]$/su.test(text) && !/[\[\]]/.test(text)) out.push(text)
      }
      return out
    })
    expect(forgotten, screen).toEqual([])
  }
  await window.closed()
})
