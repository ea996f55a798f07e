/** Locks after idle minutes, from the window's side; the host counts for itself too. Wall-clock time, so that sleep counts. */

const LOOK = 2_000
/** The host hears of signs of life at most this often. */
const REPORT = 20_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

export interface Idle {
  /** Minutes after which to lock; asked each time. */
  minutes: () => number
  /** Seconds before the lock at which to warn. */
  warning: number
  warn: (secondsLeft: number) => void
  awake: () => void
  /** Somebody is here; at most every 20 seconds. */
  present?: () => void
  lock: () => void
  now?: () => number
}

/** Starts to watch; returns how to stop. */
export function watchIdle(idle: Idle): () => void {
  const now = idle.now ?? Date.now
  let last = now()
  let warned = false
  let reported = last
  const active = () => {
    if (isOver()) return look()
    last = now()
    if (last - reported >= REPORT) {
      reported = last
      idle.present?.()
    }
    if (warned) idle.awake()
    warned = false
  }
  const isOver = () => now() - last >= idle.minutes() * 60_000
  const look = () => {
    if (isOver()) {
      last = now()
      warned = false
      idle.lock()
      return
    }
    const left = Math.ceil((idle.minutes() * 60_000 - (now() - last)) / 1000)
    if (!warned && left <= idle.warning) {
      warned = true
      idle.warn(left)
    }
  }
  const timer = setInterval(look, LOOK)
  for (const sign of SIGNS) addEventListener(sign, active, { passive: true, capture: true })
  return () => {
    clearInterval(timer)
    for (const sign of SIGNS) removeEventListener(sign, active, { capture: true })
  }
}
