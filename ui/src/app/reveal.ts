/** While a key is held, one field shows what the privacy filter hides: that under the pointer, or the one with the focus, whichever was used last. */
import { api } from '../api/client'

/** What stands in the place of a name bears this sign. */
export const SIGN = '\u2063⁽'
const KEY = 'Alt'
/** Letters of the longest row there is. */
const ROW = 400

/** Listens; returns how to stop. */
export function watchReveal(): () => void {
  let under: Element | null = null
  let byKeyboard = false
  let shown: { node: Text; hidden: string; real: string }[] = []
  let held = false

  const over = (event: Event) => {
    under = event.target instanceof Element ? event.target : null
    byKeyboard = false
  }
  const moved = () => (byKeyboard = true)
  const down = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || event.key.startsWith('Arrow') || event.key === 'j' || event.key === 'k') moved()
    if (event.key !== KEY || held) return
    event.preventDefault()
    held = true
    const focus = document.activeElement
    void reveal(byKeyboard && focus && focus !== document.body ? focus : under)
  }
  const up = (event: KeyboardEvent) => {
    if (event.key === KEY) {
      event.preventDefault()
      hide()
    }
  }
  async function reveal(field: Element | null): Promise<void> {
    if (!field) return
    for (const node of textsIn(nearest(field))) {
      const hidden = node.data
      const real = await api.privacy_reveal({ text: hidden }).catch(() => null)
      // Let go meanwhile, or it is another text by now.
      if (!held || !real || node.data !== hidden) continue
      node.data = real.text
      shown.push({ node, hidden, real: real.text })
    }
  }
  function hide(): void {
    held = false
    for (const { node, hidden, real } of shown) if (node.data === real) node.data = hidden
    shown = []
  }
  addEventListener('pointerover', over, { passive: true, capture: true })
  addEventListener('keydown', down, true)
  addEventListener('keyup', up, true)
  addEventListener('blur', hide)
  document.addEventListener('visibilitychange', hide)
  return () => {
    hide()
    removeEventListener('pointerover', over, { capture: true })
    removeEventListener('keydown', down, true)
    removeEventListener('keyup', up, true)
    removeEventListener('blur', hide)
    document.removeEventListener('visibilitychange', hide)
  }
}

/** The field that hides something: this one, or the smallest around it. More than a row is not one field. */
function nearest(field: Element): Element {
  for (let around: Element | null = field; around && (around.textContent ?? '').length < ROW; around = around.parentElement) {
    if ((around.textContent ?? '').includes(SIGN)) return around
  }
  return field
}

function textsIn(field: Element): Text[] {
  const found: Text[] = []
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    if (node.data.includes(SIGN)) found.push(node)
  }
  return found
}
