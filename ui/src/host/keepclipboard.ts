/**
 * Everything that is copied out of the page goes to the clipboard through the host, which marks it as a secret and takes it back after a while.
 * Left to the web engine, it would stay for ever and be kept by clipboard managers.
 */
export function keepClipboard(copy: (text: string) => Promise<boolean>): void {
  const taken = (event: ClipboardEvent): string => {
    const text = selected()
    if (text === '') return ''
    event.preventDefault()
    event.stopImmediatePropagation()
    void copy(text)
    return text
  }
  addEventListener('copy', taken, { capture: true })
  addEventListener(
    'cut',
    (event) => {
      // The one way to take the selection out of a field so that the field's own undo knows of it.
      if (taken(event) !== '' && isField(document.activeElement)) document.execCommand('delete')
    },
    { capture: true },
  )
}

const isField = (element: Element | null): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement

/** The selected text; nothing out of a hidden passphrase. */
function selected(): string {
  const field = document.activeElement
  if (!isField(field)) return getSelection()?.toString() ?? ''
  if (field.type === 'password' || field.selectionStart === null || field.selectionEnd === null) return ''
  return field.value.slice(field.selectionStart, field.selectionEnd)
}
