/** Every word of the window, through Fluent, in the language of the settings; `t` is reactive on the language. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'

import { pseudo } from './pseudo'

/** Languages of the window; `qps` is a made-up one that shows forgotten words. */
export type Language = 'en' | 'ru' | 'kk' | 'qps'

export const LANGUAGES: { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ru', name: 'Русский' },
  { code: 'kk', name: 'Қазақша' },
]

const files = import.meta.glob('../../../src-tauri/locales/*/*.ftl', { query: '?raw', import: 'default', eager: true }) as Record<string, string>

function bundle(language: Language): FluentBundle {
  const folder = language === 'qps' ? 'en' : language
  const made = new FluentBundle(folder, { useIsolating: false, ...(language === 'qps' ? { transform: pseudo } : {}) })
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/locales/${folder}/`)) made.addResource(new FluentResource(text))
  }
  return made
}

const bundles = new Map<Language, FluentBundle>()
function bundleOf(language: Language): FluentBundle {
  let found = bundles.get(language)
  if (!found) bundles.set(language, (found = bundle(language)))
  return found
}

let current = $state<Language>('en')

export const language = {
  get code(): Language {
    return current
  },
  /** The language to ask the engine for, which does not know the made-up one. */
  get wire(): 'en' | 'ru' | 'kk' {
    return current === 'qps' ? 'en' : current
  },
  set(code: string): void {
    current = code === 'ru' || code === 'kk' || code === 'qps' ? code : 'en'
    document.documentElement.lang = current === 'qps' ? 'en' : current
  },
}

/** Whether a message of that key exists in the language in use. */
export function has(key: string): boolean {
  return bundleOf(current).hasMessage(key)
}

/** The message of that key. A key that does not exist shows itself, so that it is seen. */
export function t(key: string, args?: Record<string, FluentVariable>): string {
  const source = bundleOf(current)
  const value = source.getMessage(key)?.value
  return value ? source.formatPattern(value, args ?? null, []) : key
}
