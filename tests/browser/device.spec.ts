// The look at this computer: every finding has words in every language, says what to do unless it is good, and claims nothing it did not see.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk } from './harness'

interface Finding { what: string; state: string; code: string }

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault({ name: 'Example', demo: false })
})
afterAll(async () => {
  await desk?.end()
})

for (const language of ['en', 'ru', 'kk']) {
  test(`in ${language}`, async () => {
    await desk.settings({ language })
    const window = await desk.window({ colorScheme: language === 'ru' ? 'dark' : 'light' })
    const { page } = window
    await page.locator('nav').first().locator('ul button').last().click()
    await page.getByRole('tab').nth(2).click()
    const { findings } = await desk.call<{ findings: Finding[] }>('device_check', { path: null })
    expect(findings.map((one) => one.what)).toEqual(['disk', 'swap', 'hibernation', 'screen', 'backup', 'clock', 'here', 'users', 'folder', 'sync'])
    const items = page.locator('[role=tabpanel] section').first().locator('li')
    await items.nth(findings.length - 1).waitFor()
    expect(await items.count()).toBe(findings.length)
    for (const text of await items.allInnerTexts()) {
      // A message without words would show its key.
      expect(text).not.toMatch(/checkup-|\{|undefined/)
    }
    const asked = findings.filter((one) => one.state !== 'good').length
    expect(await items.locator('.do').count()).toBe(asked)
    await window.accessible()
    // A backup changes what is said.
    expect(findings.find((one) => one.what === 'backup')?.state).toBe('bad')
    await window.closed()
  })
}
