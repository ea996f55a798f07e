/** The window in Chromium against the real engine: a development host on a fresh folder, a page, axe, and files "picked" in dialogs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const TARGET = process.env['CARGO_TARGET_DIR'] ?? join(ROOT, 'target')
const DEVHOST = process.env['SANDYQ_DEVHOST'] ?? join(TARGET, 'debug/devhost')
const CHROMIUM = process.env['SANDYQ_CHROMIUM'] ?? '/usr/bin/chromium'
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The day the tests live in, so that "in 9 days" stays so. */
export const TODAY = '2026-01-23'
export const PASSPHRASE = 'calm river under seven tall larches'

export interface DeskOptions {
  today?: string
}

export type Look = { colorScheme?: 'light' | 'dark'; width?: number; height?: number; reducedMotion?: 'reduce' | 'no-preference'; scale?: number }

/** A folder, an engine over it, and a browser. End it with `end()`. */
export class Desk {
  private constructor(
    readonly folder: string,
    /** What the development host printed: its address with the token. */
    private readonly entry: URL,
    private readonly host: ChildProcess,
    private readonly browser: Browser,
  ) {}

  static async start(options: DeskOptions = {}): Promise<Desk> {
    if (!existsSync(DEVHOST)) throw new Error(`${DEVHOST} is missing: cargo build -p sandyq-tests --bin devhost, or set SANDYQ_DEVHOST`)
    const folder = mkdtempSync(join(tmpdir(), 'sandyq-browser-'))
    const host = spawn(DEVHOST, ['--dir', folder, '--ui', join(ROOT, 'ui/dist'), '--today', options.today ?? TODAY], { stdio: ['ignore', 'pipe', 'inherit'] })
    const entry = await firstLine(host)
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-sync'] })
    return new Desk(folder, new URL(entry), host, browser)
  }

  /** A path in the desk's folder. */
  path(name: string): string {
    return join(this.folder, name)
  }

  /** Opens the window; anything the page complains of (also a broken content policy) fails the test at `closed()`. */
  async window(look: Look = {}): Promise<Window> {
    const context = await this.browser.newContext({
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.colorScheme ?? 'light',
      reducedMotion: look.reducedMotion ?? 'reduce',
      deviceScaleFactor: look.scale ?? 1,
    })
    const window = new Window(await context.newPage(), context, this.entry.origin)
    await window.page.goto(this.entry.href)
    return window
  }

  /** Runs a command of the engine directly. */
  call<T = unknown>(name: string, request: unknown = {}): Promise<T> {
    return this.post<T>(`call/${name}`, request)
  }

  /** What the next file dialog will answer. */
  async pick(path: string): Promise<void> {
    await this.post('pick', { path })
  }

  /** Lets time pass for the engine. */
  async later(seconds: number): Promise<void> {
    await this.post('clock', { seconds })
  }

  /** What the desktop does every few seconds: the engine tidies up and exchanges with the team; open windows hear of what came in. */
  async upkeep(...windows: Window[]): Promise<boolean> {
    const { changed } = await this.post<{ changed: boolean }>('upkeep', {})
    if (changed) for (const window of windows) await window.page.evaluate(() => dispatchEvent(new Event('sandyq-changed')))
    return changed
  }

  /** Holds the next long work half way, or lets it go on. */
  async gate(closed: boolean): Promise<void> {
    await this.post('gate', { closed })
  }

  private async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json', cookie: `token=${this.entry.searchParams.get('token') ?? ''}` }
    const answer = await fetch(new URL(path, this.entry.origin), { method: 'POST', headers, body: JSON.stringify(body) })
    const value = (await answer.json()) as T
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`)
    return value
  }

  /** A vault in the desk's folder, open; with the example casebook if asked. */
  async vault(options: { name?: string; demo?: boolean; passphrase?: string } = {}): Promise<string> {
    const path = this.path(`${options.name ?? 'Notebook'}.vault`)
    await this.call('vault_create', { path, passphrase: options.passphrase ?? PASSPHRASE, demo: options.demo ?? false })
    return path
  }

  async settings(change: Record<string, unknown>): Promise<void> {
    const { settings } = await this.call<{ settings: Record<string, unknown> }>('app_state')
    await this.call('settings_save', { ...settings, ...change })
  }

  async end(): Promise<void> {
    await this.browser.close()
    this.host.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** One window. */
export class Window {
  readonly complaints: string[] = []

  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    address: string,
  ) {
    page.on('console', (message) => {
      // A refused command is an HTTP status of the development host; the page shows it in words.
      if (['error', 'warning'].includes(message.type()) && !/Failed to load resource/.test(message.text())) this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) this.complaints.push(`asked for ${request.url()}`)
    })
  }

  /** Unlocks with the test passphrase and waits for Home. */
  async unlock(passphrase = PASSPHRASE): Promise<void> {
    const field = this.page.locator('input[type=password]')
    await field.fill(passphrase)
    await field.press('Enter')
    await this.page.locator('nav').waitFor()
  }

  /** Waits until nothing is being read and no animation runs. */
  async still(): Promise<void> {
    await this.page.waitForFunction(() => document.fonts.status === 'loaded' && !document.querySelector('.skeleton') && document.getAnimations().every((one) => one.playState !== 'running'))
    await this.page.waitForTimeout(80)
  }

  /** No accessibility rule of WCAG 2.2 AA or of good practice is broken. */
  async accessible(): Promise<void> {
    await this.still()
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axeSource())
    const found = await this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: (root: Document, options: unknown) => Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> } }
      const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      return violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 4).map((node) => `${node.target.join(' ')}: ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`).join('\n    ')}`)
    })
    expect(found).toEqual([])
  }

  /** Ends the window; fails if the page complained of anything. */
  async closed(): Promise<void> {
    await this.context.close()
    expect(this.complaints).toEqual([])
  }
}

let axe: string | undefined
function axeSource(): string {
  return (axe ??= readFileSync(AXE, 'utf8'))
}

/** The first line a program prints. */
function firstLine(host: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = ''
    const timer = setTimeout(() => failed(new Error('the development host says nothing')), 20_000)
    host.once('exit', (code) => failed(new Error(`the development host ended with ${code}`)))
    host.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const [line, more] = text.split('\n')
      if (more === undefined || !line) return
      clearTimeout(timer)
      found(line)
    })
  })
}
