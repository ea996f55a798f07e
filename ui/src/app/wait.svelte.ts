/** How long until the next passphrase may be tried. The engine says it with every wrong one; here it is counted down, for every field alike. */
import { onFailed } from '../api/client'

/** How often the count is looked at, in milliseconds. */
const LOOK = 250

let until = $state(0)
let now = $state(0)
let timer: ReturnType<typeof setInterval> | undefined

export const wait = {
  /** Seconds that are left; 0 when one may try. */
  get left(): number {
    return Math.max(0, Math.ceil((until - now) / 1000))
  },
}

/** Begins to count down from so many seconds. */
function begin(seconds: number): void {
  now = performance.now()
  until = now + seconds * 1000
  clearInterval(timer)
  timer = setInterval(() => {
    now = performance.now()
    if (now >= until) clearInterval(timer)
  }, LOOK)
}

onFailed((_, error) => {
  const seconds = Number(error.args['wait'] ?? (error.code === 'wait' ? error.args['seconds'] : 0))
  if (seconds > 0) begin(seconds)
})
