import type { Scene } from './stage'

/** Who may be the same, one record out of two and apart again, and the check for conflicts. */
export const people: Scene = {
  name: 'people',
  async play(stage) {
    const window = await stage.example()
    const { page } = window
    const save = async (kind: string, value: unknown) => (await stage.desk.call<{ record: { value: { id: string } } }>('record_save', { record: { kind, value }, base: null })).record.value.id
    const one = await save('party', { name: 'Zhanat Ospanbaev', description: 'Advocate of the bar of Almaty', occupation: 'lawyer', birth: '1979' })
    const other = await save('party', { name: 'Жанат Оспанбаев', occupation: 'teacher', citizenship: 'KZ' })
    await save('party', { name: 'Айнұр Оспанбаева' })
    const { case: place } = await stage.desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-001' })
    await save('involved', { case_id: place.id, party: one, role: 'lawyer' })
    await save('measure', { case_id: place.id, party: other, status: 'house_arrest', from: '2025-12-01' })

    const board = async (title: string) => {
      await stage.go(window, 'people')
      await page.locator('.boards').getByRole('button', { name: stage.t(title) }).click()
    }
    await board('alike-title')
    const pair = page.locator('[data-pair]', { hasText: 'Ospanbaev' })
    await pair.waitFor()
    await pair.focus()
    await stage.shot(window, '34-alike')
    await page.keyboard.press('s')
    await page.getByRole('dialog').locator('fieldset').nth(1).waitFor()
    await stage.shot(window, '35-merge')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await pair.waitFor({ state: 'detached' })

    await save('measure', { case_id: place.id, party: one, status: 'released', from: '2026-01-05' })
    await stage.desk.call('party_distinct', { party: one, other: (await stage.desk.call<{ parties: { id: string }[] }>('party_list', { text: 'Kassenov' })).parties[0]?.id, certain: false, note: '' })
    await stage.go(window, 'people')
    await page.locator('[data-filter-text]').fill('Ospanbaev')
    await page.locator(`[data-party="${one}"]`).click()
    const apart = page.getByRole('button', { name: stage.t('joined-separate') })
    await apart.waitFor()
    await apart.scrollIntoViewIfNeeded()
    await stage.shot(window, '36-joined')
    await apart.click()
    await stage.shot(window, '36-separate')
    await page.getByRole('dialog').locator('footer button, .do button').last().click()
    await page.getByText(stage.t('stayed-later')).first().waitFor()
    await stage.shot(window, '36-stayed')
    await page.keyboard.press('Escape')

    await board('conflict-title')
    await page.locator('main textarea').first().fill('Қасенов')
    await page.locator('main textarea').nth(1).fill('Садыков\nЖанат Оспанбаев\nSomebody Entirelynew')
    await page.keyboard.press('Control+Enter')
    await page.locator('main table').waitFor()
    await stage.shot(window, '37-conflicts')
    await page.emulateMedia({ media: 'print' })
    await stage.shot(window, '37-conflicts-paper')
    await page.emulateMedia({ media: null })
    await window.closed()
  },
}
