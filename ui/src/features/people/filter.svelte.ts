/** Which parties the list shows. Kept while one goes elsewhere and back; forgotten at the lock. */
import type { PartyFilter, PartyKind } from '../../api/types'
import { onLockWipe } from '../../app/session.svelte'

const WAIT = 180
let text = $state('')
let asked = $state('')
let kind = $state<PartyKind | ''>('')
let role = $state('')
let timer: ReturnType<typeof setTimeout> | undefined

export const partyFilter = {
  get text() { return text },
  get kind() { return kind },
  get role() { return role },
  get wire(): PartyFilter { return { text: asked, kinds: kind ? [kind] : [], roles: role ? [role] : [] } },
  get active(): boolean { return asked !== '' || kind !== '' || role !== '' },
  type(now: string): void {
    text = now
    clearTimeout(timer)
    timer = setTimeout(() => (asked = now.trim()), WAIT)
  },
  setKind(now: string): void { kind = now as PartyKind | '' },
  setRole(now: string): void { role = now },
  clear(): void {
    text = asked = role = ''
    kind = ''
  },
}

onLockWipe(() => partyFilter.clear())
