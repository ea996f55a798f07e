import type { Scene } from './stage'

/** Names hidden: Home, a case, its notes, a person. */
export const privacy: Scene = {
  name: 'privacy',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    await page.keyboard.press('Control+Shift+H')
    await page.getByRole('region', { name: stage.t('privacy-strip') }).waitFor()
    await stage.shot(window, '80-private-home')
    await stage.go(window, 'people')
    await stage.shot(window, '80-private-people')
    await stage.go(window, 'cases')
    await page.locator('button.row', { hasText: 'KZ-003' }).click()
    await page.locator('main [role=tab]').first().waitFor()
    await stage.shot(window, '81-private-case')
    await window.closed()
  },
}
