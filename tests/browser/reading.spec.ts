// A vault that lies where nothing can be written, a folder mounted for reading: it is opened, says so, and lets no words get lost.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Desk } from './harness'

const WORDS = 'Two men in plain clothes asked for the tenant of flat 12.'

let desk: Desk
let vault: string
let mounted = false

/** Runs a program of the system; what it complained of, or nothing. */
function run(...words: string[]): string {
  const [program = '', ...args] = words
  const ran = spawnSync(program, args, { encoding: 'utf8' })
  return ran.status === 0 ? '' : (ran.stderr || String(ran.error ?? ran.status)).trim()
}

/** Shows `folder` at `at`, for reading only. */
function mountForReading(folder: string, at: string): string {
  mkdirSync(at)
  const why = run('mount', '--bind', folder, at)
  if (why !== '') return why
  mounted = true
  return run('mount', '-o', 'remount,ro,bind', at)
}

beforeAll(async () => {
  desk = await Desk.start()
  const made = await desk.vault({ demo: true })
  await desk.call('vault_lock')
  vault = join(desk.path('disc'), 'Notebook.vault')
  mkdirSync(desk.path('source'))
  const why = run('mv', made, join(desk.path('source'), 'Notebook.vault')) || mountForReading(desk.path('source'), desk.path('disc'))
  if (why === '') return
  console.warn(`reading.spec.ts is skipped: a folder cannot be mounted for reading here (${why})`)
  vault = ''
})
afterAll(async () => {
  if (mounted) expect(run('umount', '-l', desk.path('disc'))).toBe('')
  await desk?.end()
})

test('it is opened for reading, and a note that cannot be kept stays in sight', async ({ skip }) => {
  skip(vault === '', 'mounting is not permitted')
  const before = readdirSync(join(vault, 'case')).sort()
  const window = await desk.window()
  const { page } = window
  // The first screens: nothing is known at its old place any more.
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'I understand' }).click()
  await desk.pick(vault)
  await page.getByRole('button', { name: /^Open a vault/ }).click()
  await page.getByRole('heading', { name: 'Notebook' }).waitFor()
  await window.unlock()
  await page.getByText('This vault can only be read here').waitFor()
  await page.getByText('39 cases').first().waitFor()
  await window.accessible()

  await page.keyboard.press('Control+n')
  const note = page.getByRole('dialog').getByRole('textbox')
  await note.fill(WORDS)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('This vault can only be read here.').waitFor()
  expect(await note.inputValue()).toBe(WORDS)
  await window.accessible()

  // Closing says first that it is kept nowhere, and does not say that it is.
  await note.focus()
  await page.keyboard.press('Escape')
  await page.getByText('This text is not kept anywhere yet').waitFor()
  expect(await note.inputValue()).toBe(WORDS)
  await window.accessible()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.getByText('Kept as a draft').count()).toBe(0)
  expect(readdirSync(join(vault, 'case')).sort()).toEqual(before)

  // What only reads works: search, a case, its history.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kassenov')
  await page.locator('[role=option] mark').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor()
  await window.closed()
})
