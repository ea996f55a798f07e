/** Jumping to a field: forms mark their parts with `data-field`. */
import { tick } from 'svelte'

/** Takes `act:ID:field` apart; an id alone is of the kind the tab shows. */
export function readFocus(focus: string | undefined, kindHere = ''): { kind: string; id: string; field: string } | null {
  if (!focus) return null
  if (!focus.includes(':')) return { kind: kindHere, id: focus, field: '' }
  const [kind = '', id = '', field = ''] = focus.split(':')
  return { kind, id, field }
}

/** Puts the focus where something is wrong: into the field of that name, or the first one that says so. Whether there is one that does. */
export async function focusFault(container: HTMLElement | null | undefined, field = ''): Promise<boolean> {
  await tick()
  const part = field ? container?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`) : null
  const wrong = (part ?? container)?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (!wrong) {
    if (part) await focusField(container, field)
    return false
  }
  wrong.focus({ preventScroll: true })
  if (wrong instanceof HTMLInputElement) wrong.select()
  wrong.scrollIntoView({ block: 'center' })
  return true
}

/** Puts the focus into a marked field of a container, or its first field; scrolls there. */
export async function focusField(container: HTMLElement | null | undefined, field = ''): Promise<void> {
  await tick()
  if (!container) return
  const part = (field && container.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)) || container
  const control = part.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select') ?? part.querySelector<HTMLElement>('button')
  control?.focus({ preventScroll: true })
  if (control instanceof HTMLInputElement) control.select()
  ;(control ?? part).scrollIntoView({ block: 'center' })
}
