import type { Scene } from './stage'

const REPORTS = {
  en: `Police in Almaty detained Marat Seitov on 13 November 2025. He was fined under article 434 of the Code of Administrative Offences.\n\nTwo months later officers searched the home of Aigerim Bekova. Amir Kassenov was not arrested.`,
  ru: `13 ноября 2025 года в Алматы полицейские задержали Марата Сеитова. Суд оштрафовал его по статье 434 КоАП РК.\n\nВ середине января 2026 года в квартире Айгерим Бековой провели обыск. Амира Касенова не задерживали.`,
  kk: `2025 жылғы 13 қарашада Алматыда полиция Марат Сейітовті ұстады. Сот оған ӘҚБтК 434-бабы бойынша айыппұл салды.\n\n2026 жылғы қаңтардың ортасында Әйгерім Бекованың үйінде тінту жүргізілді. Әмір Қасенов ұсталған жоқ.`,
}

/** The work on cases: a report taken apart, forms, review, calendar, clients, figures, a person in time and among others. */
export const work: Scene = {
  name: 'work',
  async play(stage) {
    const { desk } = stage
    const window = await stage.example()
    const { page } = window
    const { parties } = await desk.call<{ parties: { id: string; name: string }[] }>('party_list', { text: 'Amir Kassenov' })
    const amir = parties.find((one) => one.name === 'Amir Kassenov')
    const { case: found } = await desk.call<{ case: { id: string } }>('case_open', { case: 'KZ-003' })
    const save = (kind: string, value: Record<string, unknown>) => desk.call('record_save', { record: { kind, value }, base: null })
    await save('involved', { case_id: found.id, party: amir?.id, role: 'client' })
    await save('proceeding', { case_id: found.id, kind: 'trial', hearings: [{ date: '2026-02-03', words: 'Opening' }] })
    await save('task', { case_id: found.id, title: 'Complaint to the prosecutor', due: '2026-01-20', legal_basis: '' })
    await save('task', { case_id: found.id, title: 'Letter to the detention centre', due: '2026-01-29', legal_basis: '' })
    await stage.go(window, 'cases')
    await stage.go(window, 'home')
    await stage.shot(window, '50-home-overdue')

    await page.keyboard.press('Control+m')
    await page.locator('main textarea').fill(REPORTS[stage.way.language])
    await stage.shot(window, '51-paste')
    await page.keyboard.press('Control+Enter')
    await page.locator('[data-card]').first().waitFor()
    await stage.shot(window, '52-read')
    await page.locator('[data-card]').first().press('Enter')
    await page.locator('[data-card]:focus').press('e')
    await stage.shot(window, '53-read-edit')
    await page.locator('[data-card] input').first().press('Escape')

    await stage.go(window, 'cases')
    await page.locator('button.row', { hasText: 'KZ-003' }).click()
    for (const [key, name] of [['4', 'act'], ['5', 'measure'], ['6', 'proceeding'], ['8', 'claim']] as const) {
      await page.locator(`#case-tab-${{ act: 'acts', measure: 'measures', proceeding: 'proceedings', claim: 'sources' }[name]}`).click()
      await page.keyboard.press('n')
      await page.locator('form.frame').waitFor()
      await stage.shot(window, `54-form-${key}-${name}`)
      await page.locator('form.frame [data-field=said], form.frame fieldset').first().scrollIntoViewIfNeeded()
      await stage.shot(window, `54-form-${key}-${name}-source`)
      await page.keyboard.press('Escape')
    }
    await page.locator('#case-tab-review').click()
    await stage.shot(window, '55-review')
    await page.locator('#case-tab-history').click()
    await stage.shot(window, '56-history')
    await page.locator('#case-tab-panel button[aria-expanded=false]').first().click()
    await stage.shot(window, '56-history-open')

    await stage.go(window, 'calendar')
    await page.locator('[role=tab]').nth(3).click()
    await page.locator('main li .line').first().click()
    await stage.shot(window, '57-rule')
    await stage.go(window, 'people')
    for (const [mode, name] of [['held-title', '58-held'], ['clients-title', '58-clients']] as const) {
      await page.locator('main').getByRole('button', { name: stage.t(mode), exact: true }).first().click()
      await stage.shot(window, name)
      if (name === '58-clients') break
      await page.evaluate(() => document.querySelector('.beside')?.scrollIntoView())
      await stage.shot(window, `${name}-restricted`)
      if (!stage.wide) {
        await stage.go(window, 'home')
        await stage.go(window, 'people')
      }
    }
    await page.locator('main').getByRole('button', { name: 'Amir Kassenov' }).first().click()
    await stage.press(window, 'client-page')
    await stage.shot(window, '59-client')
    await page.keyboard.press('Escape')
    await stage.go(window, 'figures')
    await stage.shot(window, '60-figures')
    await page.evaluate(() => document.querySelectorAll('main section')[2]?.scrollIntoView())
    await stage.shot(window, '60-figures-below')
    await stage.go(window, 'home')
    await stage.go(window, 'people')
    await page.locator('[data-filter-text]').fill('Amir Kassenov')
    await page.locator(`[data-party="${amir?.id}"]`).click()
    await stage.shot(window, '61-person')
    await page.locator('main svg').last().scrollIntoViewIfNeeded()
    await stage.shot(window, '62-person-graph')
    await window.closed()
  },
}
