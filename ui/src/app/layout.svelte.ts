/** How much room there is, measured in the text size in use: large text on a wide screen is a narrow window too. */

/** Below so many pixels (at normal text size) list and record become one column. */
const NARROW = 1000

let narrow = $state(false)

export const layout = {
  /** One column, with Back. Also `[data-narrow]` on the root element, for style sheets. */
  get narrow(): boolean {
    return narrow
  },
}

export function measure(): void {
  const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  narrow = window.innerWidth / scale < NARROW
  document.documentElement.toggleAttribute('data-narrow', narrow)
}
