/** Shows a page made by the engine without trusting it: known elements and attributes are copied, everything else is left out. */

const ELEMENTS = new Set(
  'abbr address article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins li mark nav ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead time tr u ul'.split(' '),
)
const ATTRIBUTES = new Set(['class', 'lang', 'dir', 'datetime', 'colspan', 'rowspan', 'scope', 'start', 'open'])

/** A link leads nowhere; there is one main part in a window, and it is ours. */
const INSTEAD: { [name: string]: string } = { a: 'span', main: 'div' }
const SHEET = /<style[^>]*>([\s\S]*?)<\/style>/gi

/** The visible content of `html` as nodes of `into`'s document, and its style sheets as text. Links lose their targets; nothing is fetched. */
export function safePage(html: string, into: Document): { body: DocumentFragment; css: string } {
  // The sheets are taken out first: a parsed page would try to apply them, which our content policy forbids and reports.
  const css = [...html.matchAll(SHEET)].map((found) => found[1] ?? '').join('\n')
  const page = new DOMParser().parseFromString(html.replace(SHEET, ''), 'text/html')
  const body = into.createDocumentFragment()
  copyChildren(page.body, body, into)
  return { body, css: inShadow(css) }
}

function copyChildren(from: Node, to: Node, document: Document): void {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(child.textContent ?? ''))
    else if (child instanceof Element && !(child instanceof HTMLScriptElement) && child.localName !== 'style' && child.localName !== 'template') {
      const known = ELEMENTS.has(child.localName)
      const other = INSTEAD[child.localName]
      const made = known || other ? document.createElement(other ?? child.localName) : null
      if (made) {
        for (const attribute of child.attributes) if (ATTRIBUTES.has(attribute.name)) made.setAttribute(attribute.name, attribute.value)
        if (child.localName === 'main') made.classList.add('page-main')
        to.appendChild(made)
      }
      copyChildren(child, made ?? to, document)
    }
  }
}

/** A page's sheet speaks of `html`, `body` and `:root`; inside a shadow tree these are the host and the wrapper. */
export function inShadow(css: string): string {
  return css
    .replace(/@import[^;]*;/gi, '')
    .replace(/url\([^)]*\)/gi, 'none')
    .replace(/(^|[\s,{}>+~]):root\b/g, '$1:host')
    .replace(/(^|[\s,{}>+~])html\b(?=[\s,{.:[>+~])/g, '$1:host')
    .replace(/(^|[\s,{}>+~])(body|main)\b(?=[\s,{.:[>+~])/g, '$1.page-$2')
}
