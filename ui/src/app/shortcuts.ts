/** One table: keys, what they do, where they are explained. The `?` sheet is made of it. */

export interface Shortcut {
  /** What it does; handlers register under this name. */
  id: string
  /** `Ctrl+K`, `g c` (one key after the other), `j`. Several ways are listed one by one. */
  keys: string[]
  /** Heading of the sheet: message `keys-group-<group>`. */
  group: 'anywhere' | 'go' | 'list' | 'record'
}

export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'search', keys: ['Ctrl+K'], group: 'anywhere' },
  { id: 'note', keys: ['Ctrl+N'], group: 'anywhere' },
  { id: 'report', keys: ['Ctrl+M'], group: 'anywhere' },
  { id: 'new-case', keys: ['Ctrl+Shift+N'], group: 'anywhere' },
  { id: 'lock', keys: ['Ctrl+L', 'F9'], group: 'anywhere' },
  { id: 'vanish', keys: ['F8', 'Ctrl+Shift+L'], group: 'anywhere' },
  { id: 'privacy', keys: ['Ctrl+Shift+H'], group: 'anywhere' },
  { id: 'undo', keys: ['Ctrl+Z'], group: 'anywhere' },
  { id: 'help', keys: ['?'], group: 'anywhere' },
  { id: 'go-home', keys: ['g h'], group: 'go' },
  { id: 'go-cases', keys: ['g c'], group: 'go' },
  { id: 'go-people', keys: ['g p'], group: 'go' },
  { id: 'go-sources', keys: ['g s'], group: 'go' },
  { id: 'go-review', keys: ['g r'], group: 'go' },
  { id: 'go-calendar', keys: ['g d'], group: 'go' },
  { id: 'go-figures', keys: ['g f'], group: 'go' },
  { id: 'go-handover', keys: ['g o'], group: 'go' },
  { id: 'go-safety', keys: ['g y'], group: 'go' },
  { id: 'next', keys: ['j', 'ArrowDown'], group: 'list' },
  { id: 'previous', keys: ['k', 'ArrowUp'], group: 'list' },
  { id: 'open', keys: ['Enter'], group: 'list' },
  { id: 'filter', keys: ['/'], group: 'list' },
  { id: 'new', keys: ['n'], group: 'list' },
  { id: 'edit', keys: ['e'], group: 'record' },
  { id: 'approve', keys: ['a'], group: 'record' },
  { id: 'send-back', keys: ['b'], group: 'record' },
  { id: 'alike-same', keys: ['s'], group: 'list' },
  { id: 'alike-distinct', keys: ['d'], group: 'list' },
  { id: 'alike-later', keys: ['l'], group: 'list' },
  { id: 'back', keys: ['Escape'], group: 'record' },
  { id: 'tab', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], group: 'record' },
]

/** Does it; false says "not now", and the key goes on its usual way. `key` is the last key pressed. */
export type Handler = (key: string) => boolean | void

const handlers = new Map<string, Handler[]>()

/** Registers what a shortcut does; the latest one registered is asked first. Returns how to stop: `$effect(() => on('next', move))`. */
export function on(id: string, handler: Handler): () => void {
  handlers.set(id, [...(handlers.get(id) ?? []), handler])
  return () => {
    handlers.set(id, (handlers.get(id) ?? []).filter((one) => one !== handler))
  }
}

/** Does what a shortcut does, as if its key was pressed. */
export function run(id: string, key = ''): boolean {
  for (const handler of [...(handlers.get(id) ?? [])].reverse()) {
    if (handler(key) !== false) return true
  }
  return false
}

// A key by its place on the board, so that the table works on Russian and Kazakh layouts too.
function keyOf(event: KeyboardEvent): string {
  if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code.slice(3).toLowerCase()
  if (event.code === 'Slash' && event.shiftKey && event.key.length === 1) return '?'
  return event.key.length === 1 ? event.key.toLowerCase() : event.key
}

function chord(event: KeyboardEvent): string {
  const key = keyOf(event)
  const plain = event.ctrlKey || event.metaKey
  if (!plain && !event.altKey) return key
  const name = key.length === 1 ? key.toUpperCase() : key
  return `${plain ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${name}`
}

function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

/** Controls that have their own use for a plain key. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key === 'Enter' || key === ' ') return target.closest('button, a, summary, [role="option"], [role="menuitem"], [role="tab"]') !== null
  if (key.startsWith('Arrow')) return target.closest('[role="tablist"], [role="menu"], [role="listbox"], [role="radiogroup"], [role="grid"], input') !== null
  return false
}

/** How long the second key of `g c` may take. */
const SECOND_KEY = 1_200
const ALWAYS = new Set(['lock', 'vanish', 'privacy'])

/** Listens to the keyboard; returns how to stop. */
export function listen(): () => void {
  let first = ''
  let until = 0
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const pressed = chord(event)
    const text = isText(event.target)
    const modified = pressed.includes('+') || /^F\d+$/.test(pressed)
    if (text && (!modified || pressed === 'Ctrl+Z')) return
    const inDialog = document.querySelector('dialog[open]') !== null
    const sequence = first && event.timeStamp < until ? `${first} ${pressed}` : ''
    first = ''
    for (const shortcut of SHORTCUTS) {
      const hit = shortcut.keys.includes(pressed) || (sequence !== '' && shortcut.keys.includes(sequence))
      if (!hit || (inDialog && !ALWAYS.has(shortcut.id)) || (!modified && isTaken(event.target, pressed))) continue
      if (run(shortcut.id, pressed)) {
        event.preventDefault()
        return
      }
    }
    if (pressed === 'g' && !inDialog) {
      first = 'g'
      until = event.timeStamp + SECOND_KEY
    }
  }
  addEventListener('keydown', heard)
  return () => removeEventListener('keydown', heard)
}
