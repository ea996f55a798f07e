/** What every scene of the screenshots has: a desk of its own, the words of its language, and a camera. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Desk, type Look, PASSPHRASE, type Window } from '../harness'

const LOCALES = join(import.meta.dirname, '../../../src-tauri/locales')

export interface Way {
  name: string
  language: 'en' | 'ru' | 'kk'
  look: Look
  text?: number
  theme?: string
}

/** A part of the program, in the order in which a person meets it. */
export interface Scene {
  name: string
  play: (stage: Stage) => Promise<void>
}

/** Screens of the rail by their place in it. */
export const RAIL = ['home', 'cases', 'people', 'sources', 'review', 'calendar', 'figures', 'handover', 'safety'] as const
export type Room = (typeof RAIL)[number]

export class Stage {
  private constructor(
    readonly desk: Desk,
    readonly way: Way,
    private readonly folder: string,
    private readonly words: string,
  ) {}

  static async set(way: Way, folder: string): Promise<Stage> {
    mkdirSync(folder, { recursive: true })
    const desk = await Desk.start()
    await desk.settings({ language: way.language, text_percent: way.text ?? 100, theme: way.theme ?? 'system' })
    const from = join(LOCALES, way.language)
    return new Stage(desk, way, folder, readdirSync(from).map((file) => readFileSync(join(from, file), 'utf8')).join('\n'))
  }

  /** What the program says for a plain message, in the language of the way. */
  t(id: string): string {
    const found = new RegExp(`^${id} = (.+)$`, 'm').exec(this.words)?.[1]
    if (!found) throw new Error(`no plain message ${id}`)
    return found
  }

  /** The example casebook, locked or open, and a window on it. */
  async example(open = true): Promise<Window> {
    await this.desk.vault({ name: 'Notebook', demo: true })
    if (!open) await this.desk.call('vault_lock')
    const window = await this.desk.window(this.way.look)
    if (open) await window.page.locator('nav').first().waitFor()
    return window
  }

  async go(window: Window, room: Room): Promise<void> {
    await window.page.locator('nav li button').nth(RAIL.indexOf(room)).click()
  }
  async press(window: Window, id: string): Promise<void> {
    await window.page.getByRole('button', { name: this.t(id), exact: true }).first().click()
  }
  async tab(window: Window, id: string): Promise<void> {
    await window.page.getByRole('tab', { name: this.t(id) }).first().click()
  }
  async fill(window: Window, id: string, text: string = PASSPHRASE): Promise<void> {
    await window.page.getByLabel(this.t(id), { exact: true }).first().fill(text)
  }

  async shot(window: Window, name: string): Promise<void> {
    await window.still()
    if (process.env['SANDYQ_SCREENSHOTS_AXE']) await window.accessible()
    await this.glance(window, name)
  }

  /** As it is just now, though something is still being read. */
  async glance(window: Window, name: string): Promise<void> {
    await window.page.screenshot({ path: join(this.folder, `${name}.png`) })
  }

  /** A list and the record beside it, both in sight. */
  get wide(): boolean {
    return (this.way.look.width ?? 1440) >= 1000 && !this.way.text
  }

  async end(): Promise<void> {
    await this.desk.end()
  }
}
