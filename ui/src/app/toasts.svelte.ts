/** Short messages at the edge of the window. One that offers Undo stays longer. */

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  /** Second line: what to do next. */
  next?: string
  action?: { label: string; run: () => void | Promise<void> }
}

const SHORT = 5_000
const LONG = 12_000

let list = $state.raw<Toast[]>([])
let count = 0
const timers = new Map<number, ReturnType<typeof setTimeout>>()

export const toasts = {
  get list(): Toast[] {
    return list
  },
}

/** Shows a toast; gives its id. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> & { keep?: boolean } = {}): number {
  const { keep, ...rest } = options
  const made: Toast = { id: ++count, text, tone: 'plain', ...rest }
  list = [...list.slice(-2), made]
  if (!keep) timers.set(made.id, setTimeout(() => dismiss(made.id), made.action || made.tone === 'bad' ? LONG : SHORT))
  return made.id
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  list = list.filter((one) => one.id !== id)
}

export function clearToasts(): void {
  for (const one of list) dismiss(one.id)
  undoable = null
}

let undoable: { id: number; run: () => void | Promise<void> } | null = null

/** Says what was done and offers to undo it, also with Ctrl+Z. */
export function toastUndo(text: string, label: string, undo: () => void | Promise<void>): void {
  // Only the last thing can be undone: an older offer would do nothing.
  if (undoable) dismiss(undoable.id)
  const id = toast(text, { action: { label, run: () => runUndo(id) } })
  undoable = { id, run: undo }
}

async function runUndo(id: number): Promise<void> {
  if (undoable?.id !== id) return
  const { run } = undoable
  undoable = null
  dismiss(id)
  await run()
}

/** Undoes the last thing that can be undone; false if there is none. */
export function undoLast(): boolean {
  if (!undoable) return false
  void runUndo(undoable.id)
  return true
}
