import { FluentBundle, FluentResource } from '@fluent/bundle'
import { describe, expect, test } from 'vitest'

import { messages, sources, tables } from './sources'

const LANGUAGES = ['en', 'ru', 'kk']
const catalogues = Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)]))
const english = catalogues['en'] ?? new Map()

/** `t('key'` and `t("key"`, also both arms of `t(a ? 'one' : 'two'`. */
function keysOf(text: string): string[] {
  return [...text.matchAll(/(?<![\w.$])t\(([^()]*?(?:\([^()]*\)[^()]*?)*)(?:,\s*\{|\))/g)].flatMap(([, inside]) => {
    const words = [...(inside ?? '').matchAll(/(?<![=!]==?\s*)(['"])([a-z][a-z0-9_-]*)\1(?!\s*[=!]==)/g)].map((match) => match[2] ?? '')
    return (inside ?? '').includes('`') ? [] : words
  })
}

/** `` t(`kind-${kind}` ``: the fixed beginning. */
const beginningsOf = (text: string): string[] => [...text.matchAll(/(?<![\w.$])t\(`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1] ?? '')

describe('words', () => {
  for (const { path, text } of sources()) {
    const keys = keysOf(text)
    const beginnings = beginningsOf(text)
    if (keys.length + beginnings.length === 0) continue
    test(path, () => {
      for (const language of LANGUAGES) {
        const catalogue = catalogues[language] ?? new Map()
        expect(keys.filter((key) => !catalogue.has(key)), language).toEqual([])
        expect(beginnings.filter((beginning) => ![...catalogue.keys()].some((key) => key.startsWith(beginning))), language).toEqual([])
      }
    })
  }

  test('every table that a rescue counts has a name', () => {
    const named = (table: string) => [`rescue-table-${table}`, `kind-${table}`].map((key) => key.replaceAll('_', '-'))
    const counted = tables().filter((table) => !/^(carried|search.*|derived.*)$/.test(table))
    expect(counted).toContain('origin')
    for (const language of LANGUAGES) expect(counted.filter((table) => !named(table).some((key) => catalogues[language]?.has(key))), language).toEqual([])
  })

  for (const language of ['ru', 'kk']) {
    test(`${language} says everything that English says`, () => {
      const other = catalogues[language] ?? new Map()
      expect([...english.keys()].filter((key) => !other.has(key))).toEqual([])
      expect([...other.keys()].filter((key) => !english.has(key))).toEqual([])
    })
    test(`${language} uses the same arguments`, () => {
      const argumentsOf = (text: string) => [...new Set([...text.matchAll(/\$([a-z_0-9]+)/g)].map((match) => match[1]))].sort()
      for (const [key, { text }] of catalogues[language] ?? new Map()) {
        const wanted = argumentsOf(english.get(key)?.text ?? '')
        for (const one of argumentsOf(text)) expect(wanted, key).toContain(one)
      }
    })
  }

  test('every message can be formatted', () => {
    for (const language of LANGUAGES) {
      const bundle = new FluentBundle(language, { useIsolating: false })
      for (const [key, { text }] of catalogues[language] ?? new Map()) bundle.addResource(new FluentResource(`${key} =${text}\n`))
      for (const [key, { text }] of catalogues[language] ?? new Map()) {
        const args = Object.fromEntries([...text.matchAll(/\$([a-z_0-9]+)/g)].map((match) => [match[1], 3]))
        const errors: Error[] = []
        const value = bundle.getMessage(key)?.value
        expect(value, `${language} ${key}`).toBeTruthy()
        if (value) bundle.formatPattern(value, args, errors)
        expect(errors, `${language} ${key}`).toEqual([])
      }
    }
  })
})
