import { PASSPHRASE } from '../harness'
import type { Scene } from './stage'

/** The seal: asked for, open, a person under it, told to somebody and taken in, and a note that names her. */
export const seal: Scene = {
  name: 'seal',
  async play(stage) {
    const { desk } = stage
    await desk.vault({ name: 'Notebook', demo: true })
    const saved = await desk.call<{ record: { value: { id: string; code: string } } }>('record_save', { record: { kind: 'source', value: { kind: 'person', confidential: true, reliability: 'b' } }, base: null })
    const { id, code } = saved.record.value
    await desk.call('seal_open', { passphrase: PASSPHRASE })
    await desk.call('source_identity_save', {
      id, name: 'Зүлфия Тестқызы', also: 'Зульфия Тестова', channel: 'Signal +7 701 555 01 99', safe_times: '20:00–22:00', never_by: 'e-mail', languages: 'kk, ru', interpreter: '', risk: '…', risk_review: '2026-01-20', party: null, note: '',
    })
    await desk.call('seal_close')
    const window = await desk.window(stage.way.look)
    const { page } = window
    await page.locator('nav').first().waitFor()
    await stage.go(window, 'sources')
    // Beside the list the door is in sight; else it is on the page of a source.
    const choose = async () => {
      await page.locator('[data-filter-text]').fill(code)
      await page.locator(`[data-source="${id}"]`).click()
    }
    if (!stage.wide) await choose()
    await stage.press(window, 'seal-open-ask')
    await stage.shot(window, '70-seal-ask')
    await stage.fill(window, 'seal-passphrase')
    await page.keyboard.press('Enter')
    await page.getByRole('timer').waitFor()
    await stage.shot(window, '71-seal-open')
    if (stage.wide) await choose()
    await page.getByLabel(stage.t('identity-name')).waitFor()
    await stage.shot(window, '72-identity')
    await stage.press(window, 'tell-ask')
    await page.getByText(stage.t('tell-to-none')).waitFor()
    await stage.shot(window, '72-tell-nobody')
    await page.keyboard.press('Escape')
    const { text } = await desk.call<{ text: string }>('card_get')
    await desk.call('partner_save', { card: text, compared: true, name: 'Dina' })
    await stage.press(window, 'tell-ask')
    await stage.press(window, 'tell-do')
    await page.getByText(stage.t('tell-to-missing')).waitFor()
    await page.getByLabel(stage.t('tell-to')).selectOption({ label: 'Dina' })
    await stage.shot(window, '72-tell')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+n')
    await page.getByRole('dialog').getByRole('textbox').first().fill('Встретиться с Тестовой Зульфией, 8 701 555 01 99')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: stage.t('named-keep') }).waitFor()
    await stage.shot(window, '73-names-somebody')
    await page.keyboard.press('k')
    await page.getByRole('dialog').first().waitFor({ state: 'detached' })
    if (stage.wide) {
      await stage.go(window, 'home')
      await stage.go(window, 'sources')
      const { partners } = await desk.call<{ partners: { id: string }[] }>('partner_list')
      const file = desk.path('told.age')
      await desk.call('identity_give', { ids: [id], to: partners[0]?.id, reason: '…', path: file })
      await desk.call('source_identity_save', { id, name: 'Зүлфия Т.', channel: 'Signal +7 701 555 01 99' })
      await desk.pick(file)
      await stage.press(window, 'told-ask')
      await page.getByRole('button', { name: stage.t('told-do') }).waitFor()
      await stage.shot(window, '75-told')
      await page.keyboard.press('Escape')
      await stage.press(window, 'found-title')
      await stage.press(window, 'found-again')
      await page.locator('main li').first().waitFor()
      await page.waitForTimeout(1500)
      await stage.shot(window, '74-found')
    }
    await window.closed()
  },
}
