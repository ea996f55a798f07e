import { RAIL, type Scene } from './stage'

/** Every screen of the rail, a case, a person, a source, search, the quick note, the keys. */
export const rooms: Scene = {
  name: 'rooms',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    const tabs = page.locator('main [role=tab]')
    for (const [i, room] of RAIL.entries()) {
      await stage.go(window, room)
      await stage.shot(window, `1${i}-${room}`)
      for (let n = 1; n < (await tabs.count()); n += 1) {
        await tabs.nth(n).click()
        await stage.shot(window, `1${i}-${room}-${n}`)
      }
    }
    await stage.go(window, 'cases')
    await page.locator('button.row', { hasText: 'KZ-003' }).click()
    await tabs.first().waitFor()
    for (let n = 0; n < (await tabs.count()); n += 1) {
      await tabs.nth(n).click()
      await stage.shot(window, `30-case-${n + 1}`)
    }
    if (stage.wide) {
      for (const [room, name] of [['people', '31-person'], ['sources', '32-source']] as const) {
        await stage.go(window, room)
        await page.locator('button.row').first().click()
        await stage.shot(window, name)
      }
    }
    await stage.go(window, 'home')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await stage.shot(window, '23-keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('option').first().waitFor()
    await stage.shot(window, '20-palette')
    await page.keyboard.type('kassenov')
    await page.locator('[role=option] mark').first().waitFor()
    await stage.shot(window, '21-search')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+n')
    await page.keyboard.type('A mother called at six.')
    await stage.shot(window, '22-note')
    await window.closed()
  },
}
