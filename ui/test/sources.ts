import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const UI = join(import.meta.dirname, '..')
const LOCALES = join(UI, '../src-tauri/locales')

/** Every source file of the window, by path from `src`. */
export function sources(): { path: string; text: string }[] {
  return walk(join(UI, 'src'))
    .filter((path) => /\.(ts|svelte|css)$/.test(path))
    .map((path) => ({ path: relative(join(UI, 'src'), path), text: readFileSync(path, 'utf8') }))
}

/** Every message of a language: key and where it stands. */
export function messages(language: string): Map<string, { file: string; text: string }> {
  const found = new Map<string, { file: string; text: string }>()
  for (const file of readdirSync(join(LOCALES, language)).filter((name) => name.endsWith('.ftl')).sort()) {
    const text = readFileSync(join(LOCALES, language, file), 'utf8')
    for (const [, key, body] of text.matchAll(/^([a-z][a-z0-9_-]*) *=((?:.*)(?:\n(?: +.*|[}] *|))*)/gm)) {
      if (found.has(key ?? '')) throw new Error(`${language}: ${key} stands in ${found.get(key ?? '')?.file} and ${file}`)
      found.set(key ?? '', { file, text: body ?? '' })
    }
  }
  return found
}

/** The tables of the case database. */
export function tables(): string[] {
  const schema = readFileSync(join(UI, '../src-tauri/crates/casework/src/schema/v1.sql'), 'utf8')
  return [...schema.matchAll(/^CREATE (?:VIRTUAL )?TABLE "(\w+)"/gm)].map((match) => match[1] ?? '')
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}
