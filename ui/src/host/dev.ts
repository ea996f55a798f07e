import { copy } from './copy'
import type { Host } from './host'

/** What a test dispatches after `POST /upkeep` said that something came in. */
const CHANGED = 'sandyq-changed'

/** The loopback development host: the same engine behind `POST /call/NAME`; what a file dialog would answer is queued at `/pick`. */
export const dev: Host = {
  async call(name, request) {
    let answer: Response
    try {
      answer = await fetch(`/call/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request ?? {}) })
    } catch {
      throw { code: 'host-gone' }
    }
    const body: unknown = await answer.json().catch(() => null)
    if (!answer.ok) throw body ?? { code: 'internal' }
    return body
  },
  pickOpen: pick,
  pickSave: pick,
  pickFolder: pick,
  present: () => {},
  onLocking: () => () => {},
  onChanged(then) {
    addEventListener(CHANGED, then)
    return () => removeEventListener(CHANGED, then)
  },
  lockBegin: () => {},
  touched: () => {},
  state: () => Promise.resolve({ why: '', watched: null }),
  print: () => window.print(),
  copy,
}

async function pick(): Promise<string | null> {
  const answer = await fetch('/pick').catch(() => null)
  if (!answer?.ok) return null
  const body = (await answer.json().catch(() => null)) as { path?: string | null } | string | null
  return typeof body === 'string' ? body : (body?.path ?? null)
}
