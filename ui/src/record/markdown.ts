/**
 * A small part of Markdown, as data: headings, lists, quotes, paragraphs; strong, emphasis, code. Nothing here makes HTML: a component turns
 * the pieces into elements with text in them, so whatever a note holds stays text. Links are shown as they were typed and lead nowhere.
 */

export interface Piece {
  text: string
  mark?: 'strong' | 'em' | 'code'
}
export interface Item {
  pieces: Piece[]
  done?: boolean
}
export type Block = { kind: 'p'; lines: Piece[][] } | { kind: 'quote'; lines: Piece[][] } | { kind: 'ul'; items: Item[] } | { kind: 'ol'; items: Item[] } | { kind: 'h'; level: number; pieces: Piece[] }

/** Splits one line into runs. Unclosed marks stay as typed. */
export function pieces(line: string): Piece[] {
  const out: Piece[] = []
  const pattern = /`([^`]+)`|\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\p{L}\p{N}*_])[*_](?=[^\s*_])(.+?)(?<=[^\s*_])[*_](?![\p{L}\p{N}])/gu
  let from = 0
  for (const found of line.matchAll(pattern)) {
    if (found.index > from) out.push({ text: line.slice(from, found.index) })
    if (found[1] !== undefined) out.push({ text: found[1], mark: 'code' })
    else if (found[2] !== undefined) out.push({ text: found[2], mark: 'strong' })
    else out.push({ text: found[3] ?? '', mark: 'em' })
    from = found.index + found[0].length
  }
  if (from < line.length || out.length === 0) out.push({ text: line.slice(from) })
  return out
}

function item(text: string): Item {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text)
  return task ? { pieces: pieces(task[2] ?? ''), done: task[1] !== ' ' } : { pieces: pieces(text) }
}

/** Splits a note into blocks. */
export function blocks(text: string): Block[] {
  const out: Block[] = []
  /** The list or paragraph a line continues, if the last block is one of that kind. */
  let joined = false
  const last = <K extends Block['kind']>(kind: K): Extract<Block, { kind: K }> | undefined => {
    const block = out.at(-1)
    return joined && block?.kind === kind ? (block as Extract<Block, { kind: K }>) : undefined
  }
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const heading = /^(#{1,4})\s+(.*)$/.exec(line)
    const entry = /^\s*(?:([-*+])|\d{1,3}[.)])\s+(.*)$/.exec(line)
    const quote = /^>\s?(.*)$/.exec(line)
    if (line.trim() === '') joined = false
    else if (heading) {
      out.push({ kind: 'h', level: heading[1]?.length ?? 1, pieces: pieces(heading[2] ?? '') })
      joined = false
    } else if (entry) {
      const kind = entry[1] ? 'ul' : 'ol'
      const items = last(kind)?.items ?? []
      if (items.length === 0) out.push({ kind, items })
      items.push(item(entry[2] ?? ''))
      joined = true
    } else {
      const kind = quote ? 'quote' : 'p'
      const lines = last(kind)?.lines ?? []
      if (lines.length === 0) out.push({ kind, lines })
      lines.push(pieces(quote ? (quote[1] ?? '') : line))
      joined = true
    }
  }
  return out
}

/** The first words of a note, for a line in a list. */
export function firstLine(text: string): string {
  const first = blocks(text)[0]
  if (!first) return ''
  const line = 'pieces' in first ? first.pieces : 'items' in first ? (first.items[0]?.pieces ?? []) : (first.lines[0] ?? [])
  return line.map((piece) => piece.text).join('')
}
