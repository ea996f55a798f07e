import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { watchIdle } from '../src/app/idle'

const heard = new Map<string, () => void>()
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  heard.clear()
  vi.stubGlobal('addEventListener', (name: string, then: () => void) => heard.set(name, then))
  vi.stubGlobal('removeEventListener', (name: string) => heard.delete(name))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function watch(minutes = 1) {
  const log: string[] = []
  const stop = watchIdle({ minutes: () => minutes, warning: 20, warn: (left) => log.push(`warn ${left}`), awake: () => log.push('awake'), lock: () => log.push('lock') })
  return { log, stop }
}

test('warns, then locks', () => {
  const { log } = watch()
  vi.advanceTimersByTime(38_000)
  expect(log).toEqual([])
  vi.advanceTimersByTime(24_000)
  expect(log).toEqual(['warn 20', 'lock'])
})

test('a sign of life puts it off', () => {
  const { log } = watch()
  vi.advanceTimersByTime(50_000)
  heard.get('pointermove')?.()
  vi.advanceTimersByTime(38_000)
  expect(log).toEqual(['warn 20', 'awake'])
})

test('sleep counts: the first movement after it locks and does not wake', () => {
  const { log } = watch(5)
  vi.setSystemTime(3_600_000)
  heard.get('keydown')?.()
  expect(log).toEqual(['lock'])
})

test('stops', () => {
  const { log, stop } = watch()
  stop()
  vi.advanceTimersByTime(600_000)
  expect([log, heard.size]).toEqual([[], 0])
})
