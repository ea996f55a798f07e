/** How much goes or came, in the order in which people think of it. */

const MAIN = ['cases', 'parties', 'acts', 'measures', 'proceedings', 'interventions', 'claims', 'sources', 'notes', 'evidence', 'consents', 'places', 'money']

type Counts = Record<string, number | undefined>

/** What people think of as the contents. */
export function contents(counts: Counts): (readonly [name: string, count: number])[] {
  return MAIN.map((name) => [name, counts[name] ?? 0] as const).filter(([, count]) => count > 0)
}

/** All else, which goes along with these. */
export function along(counts: Counts): number {
  return Object.entries(counts).reduce((sum, [name, count]) => sum + (MAIN.includes(name) ? 0 : (count ?? 0)), 0)
}
