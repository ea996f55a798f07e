import { afterAll, expect, test, vi } from 'vitest'

// What the window runs in is looked at when the module is loaded; nothing here asks it for anything.
vi.stubGlobal('window', {})
afterAll(() => vi.unstubAllGlobals())
const { NewPassphrase } = await import('../src/app/newpassphrase.svelte')

function own(text: string) {
  const fresh = new NewPassphrase()
  fresh.kind = 'own'
  fresh.own = text
  return fresh
}

test('words are ready once they are there, one’s own once it is good', () => {
  const fresh = own('saddle violin cabbage')
  expect(fresh.ready).toBe(false)
  fresh.good = true
  expect([fresh.ready, fresh.text]).toEqual([true, 'saddle violin cabbage'])
  fresh.kind = 'words'
  expect([fresh.ready, fresh.text]).toEqual([false, ''])
  fresh.offered = 'six words by chance'
  expect([fresh.ready, fresh.text]).toEqual([true, 'six words by chance'])
})

test('typed again it is the same as the engine takes it for the same', () => {
  const same = (text: string, typed: string) => {
    const fresh = own(text)
    fresh.typed = typed
    return [fresh.repeated(), fresh.wrong]
  }
  expect(same('saddle violin', ' saddle violin\n')).toEqual([true, false])
  expect(same('saddle violin', 'saddle  violin')).toEqual([false, true])
  // One letter, or a letter and its mark.
  expect(same('caf\u00e9', 'cafe\u0301')).toEqual([true, false])
  expect(same('saddle violin', 'saddle Violin')).toEqual([false, true])
  expect(same('saddle violin', '')).toEqual([false, true])
})

test('typing it anew, and forgetting it', () => {
  const fresh = own('saddle violin')
  fresh.typed = 'something else'
  fresh.repeated()
  fresh.again()
  expect([fresh.typed, fresh.wrong, fresh.text]).toEqual(['', false, 'saddle violin'])
  fresh.wipe()
  expect(fresh.text).toBe('')
})
