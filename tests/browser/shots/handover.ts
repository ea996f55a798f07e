import type { Scene } from './stage'

/** A handover from the choice of cases to the message that goes with it. */
export const handover: Scene = {
  name: 'handover',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    const { text: card } = await stage.desk.call<{ text: string }>('card_get')
    const next = page.locator('main .do button').last()
    await stage.go(window, 'handover')
    await page.locator('main label input[type=checkbox]').nth(2).check()
    await next.click()
    await page.locator('main textarea').first().fill(card)
    await stage.shot(window, '17-handover-people')
    await next.click()
    await stage.shot(window, '17-handover-profile')
    await next.click()
    await page.locator('main .frame').waitFor()
    await stage.shot(window, '17-handover-preview')
    await next.click()
    await stage.shot(window, '17-handover-write')
    await window.closed()
  },
}
