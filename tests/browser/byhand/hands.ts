/**
 * A person at the keyboard, who never touches the pointer: what is typed, what is pressed, and what the program makes them wait for.
 *
 * Time is estimated by the Keystroke-Level Model (S. K. Card, T. P. Moran, A. Newell: The Keystroke-Level Model for User Performance Time with
 * Interactive Systems, Communications of the ACM 23(7), 1980, 396-410): T = K + M + R. P, H and D are nothing here: the hands stay on the keys.
 * Their value for an average skilled typist is K = 0.2 s, for thinking before a value or a command M = 1.35 s. A key pressed with Shift or Ctrl is two.
 */
import type { Page } from 'playwright-core'

import type { Window } from '../harness'

export const K = 0.2
export const M = 1.35

export interface Cost {
  /** Keys pressed, with Shift and Ctrl. */
  keys: number
  /** Times one has to think: a value, a choice, where to go. */
  thoughts: number
  /** Seconds the program was waited for. */
  waited: number
}
export const seconds = ({ keys, thoughts, waited }: Cost): number => keys * K + thoughts * M + waited
/** Keys of a text, with Shift. */
export const keysOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter !== letter.toLowerCase() || '!?:()"“”‘’+_%&*@#<>'.includes(letter) ? 2 : 1), 0)

type Where = { at: number; of: number; to: number; body: boolean }

export class Hands implements Cost {
  keys = 0
  thoughts = 0
  waited = 0
  /** Keys pressed only to get somewhere. */
  tabs = 0
  readonly page: Page

  /** `pace`: milliseconds between two keys. */
  constructor(
    window: Window,
    private readonly pace = 0,
  ) {
    this.page = window.page
  }

  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      this.keys += key.split('+').length
      await this.page.keyboard.press(key)
      if (this.pace) await this.page.waitForTimeout(this.pace)
    }
  }
  async type(text: string): Promise<void> {
    this.keys += keysOf(text)
    await this.page.keyboard.type(text, { delay: this.pace })
  }
  think(): void {
    this.thoughts += 1
  }
  /** Waits for the program as a person must: what it takes is counted. */
  async until(what: string, told: () => Promise<unknown>): Promise<void> {
    const from = performance.now()
    for (;;) {
      if (await told()) break
      if (performance.now() - from > 10_000) throw new Error(`${what}: waited in vain; ${await this.here()}`)
      await this.page.waitForTimeout(12)
    }
    this.waited += (performance.now() - from) / 1000
  }
  /** What has the focus, in words: for errors. */
  here(): Promise<string> {
    return this.page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement | null
      return `focus on ${one?.tagName} “${one?.labels?.[0]?.innerText ?? one?.getAttribute('aria-label') ?? one?.textContent?.slice(0, 60)}”; ${[...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent).join(' | ')}`
    })
  }

  /** Goes to a control by its name with Tab, whichever way is shorter. `last`: of several the last one. */
  async reach(name: string, options: { last?: boolean; thinking?: boolean } = {}): Promise<void> {
    for (let tries = 0; tries < 6; tries += 1) {
      const where = await this.page.evaluate(find, { name, last: options.last ?? false })
      if (!where) {
        await this.page.waitForTimeout(40)
        continue
      }
      if (where.at === where.to) return
      // From nowhere the first Tab goes to the place where the focus was lost: see then.
      const [key, times] = where.at < 0 ? ['Tab', 1] : where.to > where.at ? ['Tab', where.to - where.at] : ['Shift+Tab', where.at - where.to]
      if (times > 1 && tries === 0 && options.thinking !== false) this.think()
      const before = this.keys
      await this.press(key, times)
      this.tabs += this.keys - before
      if (where.at < 0) tries -= 0.9
    }
    const where = await this.page.evaluate(find, { name, last: options.last ?? false })
    if (where?.at !== where?.to || !where) throw new Error(`cannot reach “${name}”; ${await this.here()}`)
  }

  /** A value in a field. Nothing for nothing. */
  async field(name: string, text: string | undefined, options: { last?: boolean } = {}): Promise<void> {
    if (!text) return
    await this.reach(name, options)
    const now = await this.value()
    if (now === text) return
    this.think()
    await this.over(now, text)
  }
  /** Empties a field that came along filled. */
  async clear(name: string): Promise<void> {
    await this.reach(name)
    if ((await this.value()) === '') return
    this.think()
    if (!(await this.marked())) await this.press('Control+a')
    await this.press('Backspace')
  }
  /** Puts a text where another stands: all of it anew, or only its end, whichever is less to type. */
  private async over(now: string, text: string): Promise<void> {
    let same = 0
    while (same < now.length && same < text.length && now[same] === text[same]) same += 1
    const marked = await this.page.evaluate(() => {
      const box = document.activeElement as HTMLInputElement
      return { from: box.selectionStart ?? 0, to: box.selectionEnd ?? 0 }
    })
    const tail = text.slice(same)
    if (now && marked.from === same && marked.to === now.length) return this.type(tail)
    if (now && now.length - same + keysOf(tail) + 1 < keysOf(text)) {
      await this.press('End')
      await this.press('Backspace', now.length - same)
      return this.type(tail)
    }
    if (now && !(marked.from === 0 && marked.to === now.length)) await this.press('Control+a')
    await this.type(text)
  }
  /** All of what stands in the field is marked, as it is after Tab: what is typed takes its place. */
  private marked(): Promise<boolean> {
    return this.page.evaluate(() => {
      const box = document.activeElement as HTMLInputElement
      return box.value === '' || (box.selectionStart === 0 && box.selectionEnd === box.value.length)
    })
  }
  value(): Promise<string> {
    return this.page.evaluate(() => (document.activeElement as HTMLInputElement).value ?? '')
  }

  /** A choice in a box with suggestions: types what is enough to see it, goes down to it, takes it. `fresh` is what to take when it is not there yet. */
  async choose(name: string, text: string | undefined, options: { short?: string; fresh?: string; last?: boolean } = {}): Promise<void> {
    if (!text) return
    await this.reach(name, options)
    const now = await this.value()
    if (now === text) return
    this.think()
    const wanted = options.fresh ?? text
    if (now && !(await this.marked())) await this.press('Control+a')
    if (!options.fresh && !now && (await this.offered(text))) return
    const ways = options.fresh ? [text] : [options.short, text.replace(/^\* · /, '')].filter((one): one is string => !!one)
    for (const [i, typed] of ways.entries()) {
      if (i > 0) await this.press('Control+a')
      await this.type(typed)
      let at = -1
      const from = performance.now()
      while (at < 0 && performance.now() - from < (i + 1 < ways.length ? 500 : 5_000)) {
        at = await this.page.evaluate(option, { wanted, fresh: !!options.fresh })
        if (at < 0) await this.page.waitForTimeout(12)
      }
      this.waited += (performance.now() - from) / 1000
      if (at < 0) continue
      const many = await this.page.evaluate(() => document.activeElement?.getAttribute('aria-controls') ? document.querySelectorAll(`#${CSS.escape(document.activeElement.getAttribute('aria-controls') ?? '')} [role=option]`).length : 0)
      if (at > 0) this.think()
      if (at > 0) await (at + 1 <= many - at ? this.press('ArrowDown', at + 1) : this.press('ArrowUp', many - at))
      await this.press('Enter')
      return
    }
    throw new Error(`“${name}” has no “${wanted}”; ${await this.here()}`)
  }

  /** Takes what is offered before anything is typed, if it stands near the top. */
  private async offered(wanted: string): Promise<boolean> {
    await this.press('ArrowDown')
    const at = await this.page.evaluate(option, { wanted, fresh: false })
    if (at < 0 || at > 3) {
      // Only where a list is open: otherwise Escape is the form's.
      if (await this.page.evaluate(() => document.activeElement?.getAttribute('aria-expanded') === 'true')) await this.press('Escape')
      return false
    }
    await this.press('ArrowDown', at)
    await this.press('Enter')
    return true
  }

  /** One of a list of the platform: letters of its name, then arrows. */
  async select(name: string, label: string, options: { last?: boolean } = {}): Promise<void> {
    await this.reach(name, options)
    const state = () => this.page.evaluate((wanted) => {
      const list = document.activeElement as HTMLSelectElement
      const labels = [...list.options].map((one) => one.label)
      return { at: list.selectedIndex, to: labels.indexOf(wanted), labels }
    }, label)
    let { at, to, labels } = await state()
    if (to < 0) throw new Error(`“${name}” has no “${label}”: ${labels.join(' | ')}`)
    if (at === to) return
    this.think()
    if (Math.abs(to - at) > 5) {
      for (const letter of (label.split(' ·')[0] ?? '').slice(0, 24)) {
        await this.press(letter)
        ;({ at, to } = await state())
        if (Math.abs(to - at) <= 2) break
      }
      
    }
    if (at !== to) await this.press(to > at ? 'ArrowDown' : 'ArrowUp', Math.abs(to - at))
    ;({ at, to } = await state())
    if (at !== to) throw new Error(`“${name}”: ${labels[at]} instead of ${label}`)
  }

  /** A text of which the end was marked, or one that was offered: what is left to type. */
  async locator(name: string, text: string): Promise<void> {
    await this.reach(name)
    await this.page.waitForTimeout(30)
    const now = await this.value()
    if (now === text) return
    this.think()
    let same = 0
    while (same < now.length && same < text.length && now[same] === text[same]) same += 1
    if (same > 12) return this.over(now, text)
    if (!(await this.marked())) await this.press('Control+a')
    await this.type(text.slice(0, 4))
    await this.page.waitForTimeout(40)
    const list = await this.page.evaluate(() => [...document.querySelectorAll(`#${CSS.escape(document.activeElement?.getAttribute('aria-controls') ?? '')} [role=option] span`)].map((one) => one.textContent ?? ''))
    const near = list.map((one) => ({ one, same: [...one].findIndex((letter, i) => letter !== text[i]) })).map(({ one, same: at }, i) => ({ i, one, same: at < 0 ? one.length : at })).sort((a, b) => b.same - a.same)[0]
    if (near && near.same > 12) {
      await this.press('ArrowDown', near.i + 1)
      await this.press('Enter')
      return this.over(near.one, text)
    }
    await this.type(text.slice(4))
  }

  /** Saves the form one is in and waits until it is gone. */
  async save(): Promise<void> {
    await this.press('Control+Enter')
    await this.until('save', () => this.page.evaluate(() => !document.querySelector('form.frame')))
  }
}

/** Where the focus is and where a control of that name stands in the order of Tab. Runs in the page. */
function find({ name, last }: { name: string; last: boolean }): Where | null {
  const root = document.querySelector('dialog[open]') ?? document.body
  const all = [...root.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], [tabindex]')].filter((one) => one.tabIndex >= 0 && !(one as HTMLInputElement).disabled && one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden')
    // Of a group of radio buttons Tab stops at one.
    .filter((one) => !(one instanceof HTMLInputElement) || one.type !== 'radio' || one.checked || !root.querySelector(`input[type=radio][name="${CSS.escape(one.name)}"]:checked`))
  const frame = document.querySelector('form.frame')
  const nameOf = (one: HTMLElement): string => {
    const label = (one as HTMLInputElement).labels?.[0]
    return (one.getAttribute('aria-label') ?? label?.textContent ?? one.querySelector('.words')?.textContent ?? one.textContent ?? '').trim()
  }
  const fits = all.filter((one) => (name.endsWith('*') ? nameOf(one).startsWith(name.slice(0, -1)) : nameOf(one) === name))
  const inside = fits.filter((one) => frame?.contains(one))
  const list = inside.length > 0 ? inside : fits
  const to = last ? list.at(-1) : list[0]
  if (!to) return null
  const active = document.activeElement as HTMLElement
  let at = all.indexOf(active)
  // A part of the page that took the focus as a whole: as if on what stands before its first control.
  if (at < 0 && active && active !== document.body) at = all.findIndex((one) => active.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) - 1
  return { at: at < -1 ? -1 : at, of: all.length, to: all.indexOf(to), body: active === document.body }
}

/** The place of an option in the open list, or -1; a new one only once nothing more is being looked up. Runs in the page. */
function option({ wanted, fresh }: { wanted: string; fresh: boolean }): number {
  const box = document.activeElement
  const list = document.getElementById(box?.getAttribute('aria-controls') ?? '')
  if (!list || list.hidden || (fresh && box?.parentElement?.querySelector('.busy'))) return -1
  return [...list.querySelectorAll('[role=option]')].findIndex((one) => (wanted.startsWith('*') ? one.querySelector('span')?.textContent?.endsWith(wanted.slice(1)) : one.querySelector('span')?.textContent === wanted))
}
