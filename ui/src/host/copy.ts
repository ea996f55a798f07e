/** Clipboard without asking for a permission: the selected text of a field that exists for one moment. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'unseen'
    const before = document.activeElement
    const parent = document.querySelector('dialog[open]') ?? document.body
    parent.append(field)
    field.select()
    const worked = document.execCommand('copy')
    field.remove()
    if (before instanceof HTMLElement) before.focus()
    return worked
  }
}
