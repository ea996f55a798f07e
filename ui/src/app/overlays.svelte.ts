/** What is shown over any screen: the search palette, the quick note, the sheet of keys. One at a time. */
export type Overlay = 'search' | 'note' | 'keys'

let open = $state<Overlay | null>(null)

export const overlays = {
  get open(): Overlay | null {
    return open
  },
  show(which: Overlay): void {
    open = which
  },
  hide(): void {
    open = null
  },
}
