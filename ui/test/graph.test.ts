import { describe, expect, it } from 'vitest'
import type { PartyGraph } from '../src/api/types'
import { draw } from '../src/features/people/graph'

const party = (id: string) => ({ id, name: id, kind: 'person' as const })
const graph = (others: number, cases: number): PartyGraph => ({
  center: 'me', more: 0,
  parties: [party('me'), party('kin'), ...Array.from({ length: others }, (_, i) => party(`p${i}`))],
  cases: Array.from({ length: cases }, (_, i) => ({ id: `c${i}`, reference: `C-${i}`, title: '' })),
  links: [
    { from: 'kin', to: 'me', by: 'relationship', how: 'child' },
    ...Array.from({ length: cases }, (_, i) => ({ from: 'me', to: `c${i}`, by: 'involved', how: 'victim' })),
    ...Array.from({ length: others }, (_, i) => ({ from: `p${i}`, to: `c${i % Math.max(cases, 1)}`, by: 'involved', how: 'witness' })),
  ],
})

describe('a relation graph', () => {
  it('places everybody once, inside the picture, and draws every line between them', () => {
    for (const [others, cases] of [[0, 1], [3, 1], [12, 3], [39, 16]] as const) {
      const given = graph(others, cases)
      const { nodes, edges, width } = draw(given, 640)
      expect(nodes.map((one) => one.id).sort()).toEqual([...given.parties.map((one) => one.id), ...given.cases.map((one) => one.id)].sort())
      expect(edges).toHaveLength(given.links.length)
      for (const node of nodes) expect(node.x > 0 && node.x < width && node.y > 0, node.id).toBe(true)
      expect(draw(given, 640)).toEqual({ nodes, edges, width, height: expect.any(Number) })
    }
  })
  it('lays no name on another of the same side', () => {
    const { nodes } = draw(graph(39, 2), 700)
    for (const side of ['start', 'end'] as const) {
      const column = nodes.filter((one) => one.side === side).sort((a, b) => a.y - b.y)
      for (const [i, node] of column.entries()) {
        const next = column[i + 1]
        if (next && Math.abs(next.x - node.x) < 170) expect(next.y - node.y, `${node.id} and ${next.id}`).toBeGreaterThanOrEqual(16.9)
      }
    }
  })
  it('makes one line of several ways in which two are linked', () => {
    const given = graph(0, 1)
    given.links.push({ from: 'me', to: 'c0', by: 'involved', how: 'lawyer' })
    expect(draw(given, 640).edges.find((one) => one.to === 'c0')?.how).toEqual(['victim', 'lawyer'])
  })
})
