import { describe, expect, test } from 'vitest'

import { sources } from './sources'

const all = sources()
const where = (pattern: RegExp, but: (path: string) => boolean = () => false) => all.filter(({ path, text }) => !but(path) && pattern.test(text)).map(({ path }) => path)

describe('borders inside the window', () => {
  test('only src/host knows Tauri', () => expect(where(/@tauri-apps/, (path) => path.startsWith('host/'))).toEqual([]))
  test('no HTML from text: {@html} and its kin are banned', () => expect(where(/\{@html|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/)).toEqual([]))
  test('no style attributes: the page forbids them', () => expect(where(/\sstyle="/)).toEqual([]))
  test('nothing from elsewhere: no address of a network', () => expect(where(/https?:\/\/(?!www\.w3\.org\/)/)).toEqual([]))
  test('nothing kept by the browser', () => expect(where(/localStorage|sessionStorage|indexedDB|document\.cookie|history\.(push|replace)State/)).toEqual([]))
  test('nothing logged', () => expect(where(/console\./)).toEqual([]))
  test('the title never changes', () => expect(where(/document\.title/)).toEqual([]))
  test('colours stand in tokens.css', () => {
    const colour = /[:\s(,]#[0-9a-f]{3,8}\b/i
    expect(where(colour, (path) => !path.endsWith('.svelte') && !path.endsWith('.css') || path === 'styles/tokens.css' || path === 'styles/base.css')).toEqual([])
  })
})
