import { PASSPHRASE } from '../harness'
import { RAIL, type Scene } from './stage'

/** First run, an empty vault, the lock screen. */
export const start: Scene = {
  name: 'start',
  async play(stage) {
    const { desk, way } = stage
    const first = await desk.window(way.look)
    const { page } = first
    const next = page.locator('main button').last()
    await page.locator('main h1').waitFor()
    await stage.shot(first, '01-welcome')
    await next.click()
    await stage.shot(first, '02-promises')
    await next.click()
    await stage.shot(first, '03-ways')
    await page.locator('main ul button').first().click()
    await page.locator('ol li').nth(5).waitFor()
    await stage.shot(first, '04-passphrase')
    const words = (await page.locator('ol li').allInnerTexts()).map((text) => text.replace(/^\d\s*/, '').trim())
    await next.click()
    await page.locator('input[type=password]').fill(words.join(' '))
    await stage.shot(first, '04-repeat')
    await page.keyboard.press('Enter')
    await page.locator('pre:visible').waitFor()
    await stage.shot(first, '04-kit')
    await first.closed()
    await desk.call('vault_lock')

    await desk.vault({ name: 'Empty' })
    const empty = await desk.window(way.look)
    await empty.page.locator('nav').waitFor()
    await stage.shot(empty, '05-empty-home')
    for (const room of RAIL.slice(1, 5)) {
      await stage.go(empty, room)
      await stage.shot(empty, `06-empty-${room}`)
    }
    await empty.closed()
    await desk.call('vault_lock')

    const locked = await stage.example(false)
    await locked.page.locator('input[type=password]').waitFor()
    await stage.shot(locked, '07-unlock')
    await locked.page.locator('input[type=password]').fill('not this one')
    await locked.page.keyboard.press('Enter')
    await locked.page.locator('[role=alert]').waitFor()
    await stage.shot(locked, '08-unlock-wrong')
    // A wrong one has to be waited for.
    await desk.later(30)
    await locked.page.reload()
    await locked.unlock(PASSPHRASE)
    await locked.closed()
  },
}
