/** Keys of every form: Ctrl+Enter saves, wherever one is in it; Escape closes it, unless a box inside had a use for it. */
export function formKeys(save: (event: KeyboardEvent) => void, close?: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event)
    else if (close && event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
}
