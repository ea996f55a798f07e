/**
 * Where everything of a relation graph goes. Pure: the same links give the same picture. The person stands in the middle; cases and direct
 * relations on an inner ring; people met through a case on an outer one, beside their case.
 */
import type { PartyGraph } from '../../api/types'

export interface Node {
  id: string
  kind: 'party' | 'case'
  x: number
  y: number
  /** 0 in the middle, 1 on the inner ring, 2 on the outer one. */
  ring: 0 | 1 | 2
  /** Label to the right or left of the dot. */
  side: 'start' | 'end' | 'middle'
}

export interface Edge {
  from: string
  to: string
  by: string
  how: string[]
}

export interface Drawing {
  width: number
  height: number
  nodes: Node[]
  edges: Edge[]
}

/** Room for a name on either side, in pixels. */
const NAMES = 150

export function draw(graph: PartyGraph, width: number): Drawing {
  const links = joined(graph)
  const center = graph.center
  const met = (id: string): string[] => links.filter((one) => one.from === id || one.to === id).map((one) => (one.from === id ? one.to : one.from))
  const cases = graph.cases.map((one) => one.id)
  const own = new Set(cases)
  const direct = graph.parties.map((one) => one.id).filter((id) => id !== center && met(id).includes(center))
  const outer = graph.parties.map((one) => one.id).filter((id) => id !== center && !direct.includes(id))
  // Sectors: a case with the people met through it, or one direct relation. Each takes as much of the circle as it holds.
  const sectors = [...direct.map((id) => ({ id, others: [] as string[] })), ...cases.map((id) => ({ id, others: [] as string[] }))]
  for (const id of outer) {
    const at = sectors.filter((sector) => own.has(sector.id) && met(id).includes(sector.id)).sort((a, b) => a.others.length - b.others.length)[0]
    at?.others.push(id)
  }
  const weight = (sector: { others: string[] }): number => Math.max(1, sector.others.length)
  const whole = sectors.reduce((sum, sector) => sum + weight(sector), 0) || 1
  // Names are written from left to right, so the picture is as wide as it may be and as high as the names need.
  const rows = Math.max(4, Math.ceil(whole / 2))
  const height = Math.max(260, rows * 26 + 80)
  const [cx, cy] = [width / 2, height / 2]
  const rx = Math.max(90, width / 2 - NAMES)
  const ry = height / 2 - 28
  const put = (angle: number, far: number): { x: number; y: number } => ({ x: cx + Math.cos(angle) * rx * far, y: cy + Math.sin(angle) * ry * far })
  const side = (x: number): Node['side'] => (x >= cx - 1 ? 'start' : 'end')
  const nodes: Node[] = [{ id: center, kind: 'party', x: cx, y: cy, ring: 0, side: 'middle' }]
  const inner = outer.length > 0 ? 0.52 : 0.9
  let turned = 0
  for (const sector of sectors) {
    const span = (weight(sector) / whole) * Math.PI * 2
    const from = -Math.PI / 2 + turned
    turned += span
    const isCase = own.has(sector.id)
    const here = put(from + span / 2, isCase ? inner : outer.length > 0 ? 0.8 : 0.9)
    nodes.push({ id: sector.id, kind: isCase ? 'case' : 'party', ...here, ring: 1, side: side(here.x) })
    sector.others.forEach((id, i) => {
      const place = put(from + (span * (i + 0.5)) / sector.others.length, 1)
      nodes.push({ id, kind: 'party', ...place, ring: 2, side: side(place.x) })
    })
  }
  const placed = new Set(nodes.map((one) => one.id))
  return { width, height, nodes: apart(nodes), edges: links.filter((one) => placed.has(one.from) && placed.has(one.to)) }
}

/** Several ways in which the same two are linked are one line. */
function joined(graph: PartyGraph): Edge[] {
  const out = new Map<string, Edge>()
  for (const { from, to, by, how } of graph.links) {
    const key = `${from} ${to} ${by}`
    const edge = out.get(key) ?? { from, to, by, how: [] }
    edge.how.push(how)
    out.set(key, edge)
  }
  return [...out.values()]
}

/** Lines of text on one side of the picture, moved down until none lies on another. */
function apart(nodes: Node[]): Node[] {
  const STEP = 17
  for (const at of ['start', 'end'] as const) {
    const column = nodes.filter((one) => one.side === at).sort((a, b) => a.y - b.y)
    for (let i = 1; i < column.length; i += 1) {
      const [above, here] = [column[i - 1] as Node, column[i] as Node]
      if (Math.abs(above.x - here.x) < 170 && here.y - above.y < STEP) here.y = above.y + STEP
    }
  }
  return nodes
}
