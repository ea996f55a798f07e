// Ten thousand rows: only what is seen stands in the page, and a scripted scroll drops no frames worth speaking of.
import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk } from './harness'

/** As many as the project promises to stay pleasant with; they are empty, but a row of the list is a row. */
const CASES = Number(process.env['SANDYQ_SCROLL_CASES'] ?? 2_000)

let desk: Desk
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault()
  const cases = Array.from({ length: CASES }, (_, n) => ({ id: `xx-${String(n).padStart(5, '0')}`, title: n % 3 === 0 ? `Дело ${n}: обыск на рассвете, адвоката не пустили` : `Case ${n}`, tags: n % 2 === 0 ? ['media', 'protest'] : [] }))
  const { writeFileSync } = await import('node:fs')
  writeFileSync(desk.path('many.json'), JSON.stringify({ about: { title: 'Many', country: 'Nowhere' }, cases }))
  await desk.call('import_casebook', { path: desk.path('many.json'), dry_run: false })
}, 300_000)
afterAll(() => desk?.end())

test(`${CASES} cases scroll`, async () => {
  const window = await desk.window()
  const { page } = window
  await page.locator('nav').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('list', { name: 'List of cases' }).or(page.locator('[role=list]').first()).first().waitFor()
  await window.still()
  // Two seconds downwards at 3,000 pixels a second, then back up, by the clock: a frame that took long shows as a gap.
  const { gaps, rows, whole } = await page.evaluate(async () => {
    const box = [...document.querySelectorAll<HTMLElement>('[role=list]')].find((one) => one.scrollHeight > 20_000) as HTMLElement
    const gaps: number[] = []
    let rows = 0
    const start = performance.now()
    let before = start
    await new Promise<void>((done) => {
      const frame = (now: number) => {
        gaps.push(now - before)
        before = now
        rows = Math.max(rows, box.querySelectorAll('[role=listitem]').length)
        const at = now - start
        if (at > 4_000) return done()
        box.scrollTop = at < 2_000 ? at * 3 : (4_000 - at) * 3
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    return { gaps: gaps.slice(2).sort((a, b) => a - b), rows, whole: box.scrollHeight }
  })
  const at = (share: number) => gaps[Math.floor((gaps.length - 1) * share)] ?? 0
  const dropped = gaps.filter((gap) => gap > 25).length
  console.info(`frames ${gaps.length}, median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms, over 25 ms: ${dropped}; ${rows} rows in the page of ${CASES}`)
  expect(whole).toBeGreaterThan(CASES * 40)
  expect(rows).toBeLessThan(80)
  // A busy machine may lose some; a list that puts all rows into the page loses nearly all.
  expect(at(0.5)).toBeLessThan(34)
  await window.closed()
})
