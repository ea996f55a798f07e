/** Names of parties seen on this device's screen in this sitting, so that a field can show whom it holds. Emptied when the vault locks. */
import { SvelteMap } from 'svelte/reactivity'
import { NIL } from './blank'

interface Known {
  name: string
  description: string
  kind: string
}

const known = new SvelteMap<string, Known>()

export const names = {
  /** Takes note of parties a view brought along. */
  learn(parties: readonly { id: string; name: string; description: string; kind?: string }[]): void {
    for (const p of parties) known.set(p.id, { name: p.name, description: p.description, kind: p.kind ?? known.get(p.id)?.kind ?? 'person' })
  },
  of(id: string | null | undefined): string {
    return id && id !== NIL ? (known.get(id)?.name ?? '…') : ''
  },
  get(id: string | null | undefined): Known | undefined {
    return id ? known.get(id) : undefined
  },
  forget(): void {
    known.clear()
  },
}

/** "Amir Kassenov" as "A. Kassenov", for narrow places; one word and organisations stay as they are. */
export function shortName(name: string, kind = 'person'): string {
  const words = name.trim().split(/\s+/)
  if (kind !== 'person' || words.length < 2 || words.length > 3 || !words.every((word) => /^\p{Lu}[\p{L}'’-]+$/u.test(word))) return name
  return `${[...(words[0] as string)][0]}. ${words.at(-1)}`
}

/** Two letters for a face without a picture. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s-]+/).filter((word) => /^\p{L}|^\p{N}/u.test(word))
  return words.slice(0, 2).map((word) => [...word][0]?.toLocaleUpperCase() ?? '').join('')
}
