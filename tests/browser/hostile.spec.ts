// Hostile content on every screen of the page, against the real engine: pasted, imported, attached, handed over. Nothing of it runs, asks for anything, leads
// anywhere, or covers the lock.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { corpus, hostileCasebook, plain } from '../data/hostile'
import { Desk, type Window } from './harness'

/** No step of the page may take longer, in milliseconds. */
const LONGEST = 10_000
const { texts, files } = corpus()
/** Texts that are shown whole in a line. */
const short = texts.filter(({ text }) => text.trim() !== '' && text.length <= 400 && plain(text))
/** Those that are walked through on every screen: all markup, and some of the rest. */
const walked = short.filter(({ group }, n) => (group === 'html' ? n % 2 === 0 : n % 5 === 0))

let desk: Desk
let window: Window
let page: Page
let watch: Watch
beforeAll(async () => {
  desk = await Desk.start()
  await desk.vault()
  window = await desk.window()
  page = window.page
  watch = await Watch.over(page)
  await page.locator('nav').waitFor()
})
afterAll(() => desk?.end())

/** What a page is led to do. The trap is there before anything else of the page. */
class Watch {
  readonly happened: string[] = []

  private constructor(private readonly page: Page) {}

  static async over(page: Page, again = true): Promise<Watch> {
    const watch = new Watch(page)
    await setTrap(page.context())
    if (again) await page.reload()
    const home = new URL(page.url())
    page.on('dialog', (dialog) => {
      watch.happened.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.context().on('page', (other) => watch.happened.push(`window ${other.url()}`))
    page.on('framenavigated', (frame) => watch.happened.push(`led to ${frame.url()}`))
    page.on('download', (file) => watch.happened.push(`download ${file.url()}`))
    page.on('worker', (worker) => watch.happened.push(`worker ${worker.url()}`))
    page.on('request', (request) => {
      const to = new URL(request.url())
      if (to.origin !== home.origin && !(to.protocol === 'blob:' && home.protocol !== 'file:')) watch.happened.push(`asked for ${request.url()}`)
    })
    return watch
  }

  /** Nothing has happened. */
  async quiet(): Promise<void> {
    const seen = await this.page.evaluate(() => {
      const at = globalThis as unknown as { trap: { ran: number; blocked: string[] } }
      return { ran: at.trap.ran, blocked: at.trap.blocked, polluted: 'polluted' in {} }
    })
    expect(seen).toEqual({ ran: 0, blocked: [], polluted: false })
    expect(this.happened).toEqual([])
  }
}

async function setTrap(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const trap = { ran: 0, blocked: [] as string[] }
    const hostile = () => void (trap.ran += 1)
    Object.assign(globalThis, { trap, hostile })
    document.addEventListener('securitypolicyviolation', (event) => trap.blocked.push(`${event.effectiveDirective} ${event.blockedURI}`))
  })
}

/** Whether the lock button is there, in its corner, with nothing over it. */
const lockIsFree = (): Promise<boolean> =>
  page.evaluate(() => {
    const button = document.querySelector('nav button.lock')
    const box = button?.getBoundingClientRect()
    if (!button || !box) return false
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return top !== null && button.contains(top) && box.x >= 0 && box.bottom <= innerHeight && innerHeight - box.bottom < 60
  })

/** Does it, soon, and finds the lock free afterwards. */
async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(0))))
  const took = performance.now() - start
  if (took > LONGEST) throw new Error(`${name} took ${Math.round(took)} ms`)
}

/** Sets a field as a paste does: at once, with one event. (Playwright's own `fill` writes what it fills into its log.) */
const put = (field: Locator, text: string) =>
  field.evaluate((element, text) => {
    const own = element as HTMLTextAreaElement | HTMLInputElement
    own.focus()
    own.value = text
    own.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))
  }, text)
const go = (n: number) => page.locator('nav li button').nth(n).click()

describe('the page', () => {
  test('a quick note keeps what is pasted', async () => {
    await page.keyboard.press('Control+n')
    const note = page.locator('dialog textarea')
    await note.waitFor()
    for (const { name, text } of texts.filter(({ text }) => text.length <= 60_000)) {
      await step(name, async () => {
        await put(note, text)
        expect(await note.evaluate((element) => (element as HTMLTextAreaElement).value), name).toBe(text.replaceAll(/\r\n?/g, '\n'))
      })
    }
    await put(note, '')
    await page.keyboard.press('Escape')
    await note.waitFor({ state: 'detached' })
    expect(await lockIsFree()).toBe(true)
    await watch.quiet()
  }, 120_000)

  test('markup from the clipboard arrives as words', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('Control+n')
    const note = page.locator('dialog textarea')
    await note.waitFor()
    // Put there as another program would: Chromium's own `clipboard.write` would parse the markup in this page.
    await page.evaluate(() => {
      const html = '<img src="http://hostile.invalid/paste.png" onerror="hostile()"><b>bold</b><script>hostile()</' + 'script>'
      document.addEventListener('copy', (event) => {
        event.clipboardData?.setData('text/html', html)
        event.clipboardData?.setData('text/plain', html)
        event.preventDefault()
      }, { once: true })
      document.execCommand('copy')
    })
    await note.focus()
    await page.keyboard.press('Control+v')
    await expect.poll(() => note.inputValue()).toContain('onerror="hostile()"')
    await note.fill('')
    await page.keyboard.press('Escape')
    await note.waitFor({ state: 'detached' })
    await watch.quiet()
  })

  test('a search for it is only a search', async () => {
    await page.keyboard.press('Control+k')
    const field = page.locator('input[role=combobox]').first()
    for (const { name, text } of texts.filter(({ text }) => text !== '' && text.length <= 20_000)) await step(name, () => put(field, text))
    await page.keyboard.press('Escape')
    await watch.quiet()
  }, 120_000)

  test('a name, a title and a date field keep it', async () => {
    await page.keyboard.press('Control+Shift+N')
    const title = page.locator('dialog input').first()
    for (const { name, text } of short) await step(name, () => put(title, text))
    await page.keyboard.press('Escape')
    await go(2)
    const find = page.locator('main input[type=search], main input.control').first()
    for (const { name, text } of short) await step(name, () => put(find, text))
    await find.fill('')
    await watch.quiet()
  }, 240_000)

  test('every screen, tab and record of a hostile casebook', async () => {
    const book = hostileCasebook(walked, 6)
    const path = desk.path('hostile.json')
    writeFileSync(path, JSON.stringify(book))
    await go(8)
    await page.locator('main [role=tab]', { hasText: 'Import' }).click()
    await desk.pick(path)
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await page.getByText('can be imported').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expect.poll(async () => (await desk.call<{ counts: { cases: number } }>('vault_status')).counts.cases, { timeout: 60_000 }).toBe(book.cases.length)
    const seen = await page.evaluate(walk, LONGEST)
    expect(seen.slow).toEqual([])
    expect(seen.covered).toEqual([])
    expect(seen.odd).toEqual([])
    expect(seen.cases).toBe(book.cases.length)
    expect(seen.people).toBe(2 * walked.length)
    expect(seen.sources).toBe(walked.length)
    expect(seen.shown).toBeGreaterThan(11 * book.cases.length)
    expect(await lockIsFree()).toBe(true)
    await watch.quiet()
    console.log(`${walked.length} texts on ${seen.shown} screens, slowest ${Math.round(seen.slowest)} ms`)
  }, 600_000)

  test('files are attached and looked at', async () => {
    const { cases } = await desk.call<{ cases: { id: string }[] }>('case_list', { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'reference' })
    const own = files.filter(({ name }) => plain(name) && !name.includes('/'))
    for (const { name, bytes } of own) {
      writeFileSync(desk.path(name), bytes)
      await desk.call('evidence_add', { case: cases[0]?.id, path: desk.path(name), title: '', source: null, obtained: '', how: '', sensitivity: 'internal' })
    }
    // And one through the form, by its own name.
    const odd = desk.path('<img src=x onerror=hostile()>.svg')
    writeFileSync(odd, '<svg xmlns="http://www.w3.org/2000/svg" onload="hostile()"/>')
    await page.reload()
    await page.locator('nav').waitFor()
    watch.happened.length = 0
    await go(1)
    await page.locator('[data-case]').first().click()
    await page.getByRole('tab', { name: /^Evidence/ }).click()
    await desk.pick(odd)
    await page.getByRole('button', { name: 'Attach a file' }).click()
    await page.getByRole('button', { name: 'Take into the vault' }).click()
    await page.locator('#case-tab-panel li button.line').nth(own.length).waitFor()
    const lines = page.locator('#case-tab-panel li button.line')
    const pictures: string[] = []
    for (let at = 0; at <= own.length; at += 1) {
      await step(`preview ${at}`, async () => {
        // An item opens and closes by the address of the page, which answers a moment later: what is looked at is this line's, and it is closed again.
        const line = lines.nth(at)
        const open = page.locator('#case-tab-panel button.line[aria-expanded="true"]')
        const detail = page.locator('#case-tab-panel li:has(> button.line[aria-expanded="true"]) > .detail')
        await line.click()
        await line.and(open).waitFor()
        await detail.locator('> img, > pre, > p.small, > [role=alert]').first().waitFor()
        if ((await detail.locator('img').count()) > 0) pictures.push(await detail.locator('dd').first().innerText())
        expect(await detail.locator('svg[onload], iframe, object, embed, script').count()).toBe(0)
        await line.click()
        await open.waitFor({ state: 'detached' })
      })
    }
    expect(pictures.sort()).toEqual(own.filter(({ shown }) => shown?.startsWith('image/')).map(({ name }) => name).sort())
    expect(await lockIsFree()).toBe(true)
    await watch.quiet()
  }, 240_000)

  test('a handover is looked at before it goes, and its page in a browser is only a page', async () => {
    const { cases } = await desk.call<{ cases: { id: string }[] }>('case_list', { text: '', status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'reference' })
    const { recipient } = await desk.call<{ recipient: string }>('card_get')
    const wish = { cases: cases.map((one) => one.id), profile: 'internal', evidence: true, privileged: [], leaks: [], unlooked: 'seen', to: [recipient], message: '<script>hostile()</script>' }
    const path = desk.path('parcel.age')
    await desk.call('handover_create', { wish, path })
    await go(7)
    await page.locator('main label input[type=checkbox]').first().waitFor()
    for (let n = 0; n < (await page.locator('main label input[type=checkbox]').count()); n += 1) await page.locator('main label input[type=checkbox]').nth(n).check()
    const next = page.locator('main .do button').last()
    await next.click()
    await page.locator('main textarea').first().fill(recipient)
    await next.click()
    await next.click()
    // Names that would show, and files that nobody here can look into: each is decided, left out where that can be and otherwise accepted.
    const list = page.locator('main .list')
    await list.waitFor({ timeout: 60_000 })
    await watch.quiet()
    const waits = list.locator('li.waits')
    for (let left = await waits.count(); left > 0; left -= 1) {
      await step(`decision ${left}`, async () => {
        const out = waits.first().getByRole('button', { name: 'Leave out' })
        if (await out.count()) await out.click()
        else {
          await waits.first().getByRole('button', { name: 'Accept…' }).click()
          await page.keyboard.type('seen')
          await page.keyboard.press('Enter')
        }
        await expect.poll(() => waits.count()).toBe(left - 1)
      })
    }
    await page.getByText('Everything is decided.').waitFor()
    await next.click()
    await page.locator('main .frame').waitFor({ timeout: 60_000 })
    await page.waitForTimeout(1000)
    expect(await lockIsFree()).toBe(true)
    await watch.quiet()

    const out = desk.path('opened')
    await desk.call('handover_open', { path, out })
    const browser = page.context().browser()
    if (!browser) throw new Error('no browser')
    const context = await browser.newContext()
    await setTrap(context)
    const other = await context.newPage()
    const at = pathToFileURL(`${out}/index.html`).href
    await other.goto(at)
    const outside = await Watch.over(other, false)
    const requests: string[] = []
    other.on('request', (request) => requests.push(request.url()))
    await other.waitForTimeout(1500)
    const found = await other.evaluate(() => ({
      script: document.scripts.length,
      loads: document.querySelectorAll('[src], [srcset], link, iframe, object, embed, base, form, svg, math, img, video, audio').length,
      handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((attribute) => attribute.name.startsWith('on') || attribute.name === 'style')).length,
      links: [...document.querySelectorAll('a')].map((one) => one.getAttribute('href') ?? '').filter((href) => !/^(#c-[0-9a-f-]+|evidence\/[A-Za-z0-9._-]+)$/.test(href)),
      cases: document.querySelectorAll('section.case').length,
    }))
    expect(found).toEqual({ script: 0, loads: 0, handlers: 0, links: [], cases: cases.length })
    expect(requests).toEqual([])
    await outside.quiet()
    // The control: a script of the page's own is blocked, and counted.
    expect(await control(other)).toEqual({ ran: 0, blocked: 2 })
    await context.close()
  }, 240_000)

  test('the trap works: a script in the page is blocked and counted, and nothing was before it', async () => {
    await watch.quiet()
    expect(window.complaints).toEqual([])
    expect(await control(page)).toEqual({ ran: 0, blocked: 2 })
    await page.evaluate(() => (globalThis as unknown as { hostile: () => void }).hostile())
    expect(await page.evaluate(() => (globalThis as unknown as { trap: { ran: number } }).trap.ran)).toBe(1)
  })
})

/** Puts a script and a handler into a page as content would if it were not text. */
function control(page: Page): Promise<{ ran: number; blocked: number }> {
  return page.evaluate(async () => {
    const at = globalThis as unknown as { trap: { ran: number; blocked: string[] } }
    const script = document.createElement('script')
    script.textContent = 'hostile()'
    document.body.append(script)
    const box = document.createElement('div')
    box.innerHTML = '<svg onload="hostile()"></svg>'
    document.body.append(box)
    await new Promise((done) => setTimeout(done, 300))
    script.remove()
    box.remove()
    return { ran: at.trap.ran, blocked: at.trap.blocked.length }
  })
}

/** Runs in the page: goes to every screen, opens every record of every list and every tab of it, every line that opens. */
async function walk(longest: number): Promise<{ shown: number; slowest: number; cases: number; people: number; sources: number; slow: string[]; covered: string[]; odd: string[] }> {
  const seen = { shown: 0, slowest: 0, cases: 0, people: 0, sources: 0, slow: [] as string[], covered: [] as string[], odd: [] as string[] }
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
  const settled = async () => {
    for (let i = 0; i < 3 || (i < 60 && document.querySelector('.skeleton')); i += 1) await frame()
  }
  const look = async (name: string, work: () => void) => {
    const start = performance.now()
    work()
    await settled()
    const took = performance.now() - start
    seen.shown += 1
    seen.slowest = Math.max(seen.slowest, took)
    if (took > longest) seen.slow.push(`${name} ${Math.round(took)} ms`)
    const button = document.querySelector('nav button.lock')
    const box = button?.getBoundingClientRect()
    const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    if (!button || !top || !button.contains(top)) seen.covered.push(name)
    const odd = document.querySelectorAll('script:not([src]), iframe, object, embed, base, form[action], a[href]:not(.skip), [onclick], [onerror], [onload], img:not([src^="blob:"]), main svg script')
    if (odd.length > 0) seen.odd.push(`${name}: ${odd[0]?.outerHTML.slice(0, 80)}`)
  }
  const tabs = async (name: string) => {
    const ids = [...document.querySelectorAll('main [role=tab]')].map((one) => one.id)
    for (const id of ids) {
      await look(`${name} ${id}`, () => document.getElementById(id)?.click())
      const lines = document.querySelectorAll<HTMLElement>('#case-tab-panel button.line[aria-expanded=false]')
      for (const line of [...lines].slice(0, 1)) await look(`${name} ${id} line`, () => line.click())
    }
  }
  const rail = [...document.querySelectorAll<HTMLElement>('nav li button')]
  for (const [n, button] of rail.entries()) {
    await look(`screen ${n}`, () => button.click())
    await tabs(`screen ${n}`)
  }
  const lists = [[1, 'case', 'cases'], [2, 'party', 'people'], [3, 'source', 'sources']] as const
  for (const [n, kind, into] of lists) {
    rail[n]?.click()
    await settled()
    const done = new Set<string>()
    for (let idle = 0; idle < 3; ) {
      const next = [...document.querySelectorAll<HTMLElement>(`[data-${kind}]`)].find((row) => !done.has(row.dataset[kind] ?? ''))
      if (next) {
        idle = 0
        done.add(next.dataset[kind] ?? '')
        await look(`${kind} ${done.size}`, () => next.click())
        await tabs(`${kind} ${done.size}`)
      } else {
        idle += 1
        let box: Element | null | undefined = document.querySelector(`[data-${kind}]`)
        while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement
        if (box) box.scrollTop += box.clientHeight / 2
        await settled()
      }
    }
    seen[into] = done.size
  }
  return seen
}
