/** A reading as a person goes through it: one card for each act, release or longer measure a sentence seems to tell of and for each person, group or organisation, in the order of the text. */
import type { Acceptance, AcceptedAct, AcceptedMeasure, AcceptedParty, AcceptedPlace, Mark, PartyKind, Provision, ReadEntity, Reading, Surety, UncertainDate } from '../../api/types'

export type State = 'open' | 'accepted' | 'rejected'

interface Base {
  /** The same for the same words after the text was read again. */
  key: string
  state: State
  /** Which sentence, from 0. */
  passage: number
  /** Where its words stand: UTF-16 units of the text. */
  from: number
  to: number
  surety: Surety
}

export interface ActCard extends Base {
  is: 'act'
  act_type: string
  /** Key of a card of a person or organisation. */
  victim: string | null
  start: UncertainDate | null
  /** As it would be called. */
  place: string
  /** Codes. */
  provisions: string[]
  outcome: string
  /** Taken over from an earlier sentence. */
  carried: string[]
  denied: boolean
  /** Sentences that gave the date and the victim. */
  datePassage: number | null
  victimPassage: number | null
}

export interface PartyCard extends Base {
  is: 'party'
  entity: ReadEntity
  kind: PartyKind
  name: string
  occupation: string
  role: string
  /** Somebody the vault knows. */
  party: string | null
}

/** A release, or a measure that goes on longer. Whose it is and which may be open: then somebody has to say it before it is accepted. */
export interface MeasureCard extends Base {
  is: 'measure'
  /** Code; empty where the words do not say which. */
  status: string
  extended: boolean
  /** Key of a card of a person or group. */
  whose: string | null
  since: UncertainDate | null
  /** The day on which it runs out. */
  expires: string | null
  /** An ISO 8601 duration, or nothing. */
  duration: string
  carried: string[]
  denied: boolean
  datePassage: number | null
  whosePassage: number | null
}

export type Card = ActCard | PartyCard | MeasureCard

/** What a person changed in a card; kept with the draft. */
export type Edits = Partial<Pick<ActCard, 'act_type' | 'victim' | 'start' | 'place' | 'provisions' | 'outcome'> & Pick<PartyCard, 'kind' | 'name' | 'occupation' | 'role' | 'party'> & Pick<MeasureCard, 'status' | 'whose' | 'since' | 'expires' | 'duration'>>

/** Everything it needs is known: otherwise it is not accepted by a key alone. */
export const complete = (card: Card): boolean => card.is !== 'measure' || (card.status !== '' && card.whose !== null)
export interface Decision {
  state: State
  edits: Edits
}

const LAWYERS = /^(lawyer|attorney|адвокат|юрист|қорғаушы|заңгер)/iu
const REPORTERS = /^(journalist|reporter|correspondent|журналист|корреспондент|репортер|тілші)/iu

function roleOf(entity: ReadEntity, victims: ReadonlySet<number>, number: number): string {
  if (victims.has(number)) return 'victim'
  if (LAWYERS.test(entity.occupation)) return 'lawyer'
  return REPORTERS.test(entity.occupation) ? 'journalist' : 'other'
}

/** The party it is taken for: only one that is likely the same. */
function taken(entity: ReadEntity): string | null {
  const [first] = entity.candidates
  return first?.band === 'same' ? first.party : null
}

/** What a mark was taken for, if it is of that kind. */
export const entityOf = (mark: Mark): number | null => ('entity' in mark.is ? mark.is.entity : null)

/** The cards of a reading with what was decided about them before. */
export function cardsOf(reading: Reading, decisions: Readonly<Record<string, Decision>>): Card[] {
  const victims = new Set([
    ...reading.proposals.flatMap((one) => (one.victim === null || one.denied ? [] : [one.victim])), ...reading.measures.flatMap((one) => (one.party === null || one.denied ? [] : [one.party])),
  ])
  const first = new Map<number, Mark>()
  for (const mark of reading.marks) {
    const entity = entityOf(mark)
    if (entity !== null && !first.has(entity)) first.set(entity, mark)
  }
  const keyOf = (entity: number): string | null => {
    const mark = first.get(entity)
    return mark ? `p${mark.from}` : null
  }
  const parties = [...first].map(([number, mark]): PartyCard => {
    const entity = reading.entities[number] as ReadEntity
    return {
      is: 'party', key: `p${mark.from}`, state: 'open', passage: mark.passage, from: mark.from, to: mark.to, surety: mark.surety, entity, kind: entity.kind, name: entity.name,
      occupation: entity.occupation, role: roleOf(entity, victims, number), party: taken(entity),
    }
  })
  const dateOf = (number: number | null): Mark | undefined => (number === null ? undefined : reading.marks[number])
  const counted = new Map<number, number>()
  const acts = reading.proposals.map((one): ActCard => {
    const mark = reading.marks[one.mark] as Mark
    const turn = (counted.get(one.mark) ?? 0) + 1
    counted.set(one.mark, turn)
    const date = dateOf(one.date)
    const place = one.place === null ? undefined : reading.marks[one.place]
    const victim = one.victim === null ? undefined : first.get(one.victim)
    const lent = one.carried.includes('victim') && one.victim !== null ? lastMention(reading, one.victim, mark.from) : undefined
    return {
      is: 'act', key: `a${mark.from}-${turn}`, state: 'open', passage: one.passage, from: mark.from, to: mark.to, surety: one.surety, act_type: one.act_type,
      victim: one.victim === null || !victim ? null : keyOf(one.victim), start: date?.is.kind === 'date' ? date.is.date : null, place: place?.is.kind === 'place' ? place.is.name : '',
      provisions: one.provisions.flatMap((number) => {
        const is = reading.marks[number]?.is
        return is?.kind === 'provision' && is.code !== '' ? [is.code] : []
      }),
      outcome: one.extent, carried: one.carried, denied: one.denied, datePassage: one.carried.includes('date') && date ? date.passage : null, victimPassage: lent?.passage ?? null,
    }
  })
  const measures = reading.measures.map((one): MeasureCard => {
    const mark = reading.marks[one.mark] as Mark
    const turn = (counted.get(one.mark) ?? 0) + 1
    counted.set(one.mark, turn)
    const date = dateOf(one.date)
    const lent = one.carried.includes('party') && one.party !== null ? lastMention(reading, one.party, mark.from) : undefined
    return {
      is: 'measure', key: `m${mark.from}-${turn}`, state: 'open', passage: one.passage, from: mark.from, to: mark.to, surety: one.surety, status: one.status, extended: one.extended,
      whose: one.party === null ? null : keyOf(one.party), since: date?.is.kind === 'date' ? date.is.date : null, expires: one.until, duration: one.duration, carried: one.carried, denied: one.denied,
      datePassage: one.carried.includes('date') && date ? date.passage : null, whosePassage: lent?.passage ?? null,
    }
  })
  return [...parties, ...acts, ...measures].map((card) => decided(card, decisions[card.key])).sort((a, b) => a.from - b.from || a.key.localeCompare(b.key))
}

/** The mention of somebody before a place in the text. */
function lastMention(reading: Reading, entity: number, before: number): Mark | undefined {
  return reading.marks.filter((mark) => mark.from < before && entityOf(mark) === entity).at(-1)
}

function decided(card: Card, decision: Decision | undefined): Card {
  if (!decision) return card
  const { edits, state } = decision
  const out = { ...card, ...edits, state } as Card
  // What a person says otherwise does not stand in the earlier sentence.
  const other = (field: keyof Edits): boolean => edits[field] !== undefined && JSON.stringify(edits[field]) !== JSON.stringify((card as Edits)[field])
  if (out.is === 'act' && other('victim')) out.victimPassage = null
  if (out.is === 'measure' && other('whose')) out.whosePassage = null
  if ((out.is === 'act' && other('start')) || (out.is === 'measure' && other('since'))) out.datePassage = null
  return out
}

/** Keys of parties that are written: accepted, or those of an accepted act or measure. */
export function writtenParties(cards: readonly Card[]): Set<string> {
  const out = new Set<string>()
  for (const card of cards) {
    if (card.state !== 'accepted') continue
    if (card.is === 'party') out.add(card.key)
    else {
      const who = card.is === 'act' ? card.victim : card.whose
      if (who) out.add(who)
    }
  }
  return out
}

/** Articles of the text that the vault does not have yet, by code. */
export function newProvisions(reading: Reading): Map<string, Provision> {
  const out = new Map<string, Provision>()
  for (const { is } of reading.marks) {
    if (is.kind !== 'provision' || is.known || is.code === '') continue
    out.set(is.code, { id: '00000000-0000-0000-0000-000000000000', code: is.code, title: '', law: is.law, article: is.article, part: is.part })
  }
  return out
}

/** Every article of the text with a code, known or new, in the order of the text. */
export function provisionCodes(reading: Reading): string[] {
  return [...new Set(reading.marks.flatMap(({ is }) => (is.kind === 'provision' && is.code !== '' ? [is.code] : [])))]
}

/** Every date of the text, in order. */
export function datesOf(reading: Reading): UncertainDate[] {
  return reading.marks.flatMap(({ is }) => (is.kind === 'date' ? [is.date] : []))
}

export interface Target {
  /** Id of a case; null: a new one. */
  case: string | null
  title: string
  source: Acceptance['source']
  locator: string
}

/** What is asked to be written. */
export function acceptance(text: string, reading: Reading, cards: readonly Card[], target: Target): Acceptance {
  const written = writtenParties(cards)
  const parties = cards.filter((card): card is PartyCard => card.is === 'party' && written.has(card.key))
  const acts = cards.filter((card): card is ActCard => card.is === 'act' && card.state === 'accepted')
  const places: AcceptedPlace[] = []
  const known = new Map(reading.marks.flatMap(({ is }) => (is.kind === 'place' && is.place ? [[is.name, is.place] as const] : [])))
  const placeOf = (name: string): number | null => {
    const called = name.trim()
    if (called === '') return null
    const there = places.findIndex((one) => one.name === called)
    return there >= 0 ? there : places.push({ place: known.get(called) ?? null, name: called }) - 1
  }
  const fresh = newProvisions(reading)
  const list = acts.map((card): AcceptedAct => ({
    act_type: card.act_type, victim: card.victim === null ? null : numberOf(parties, card.victim), start: card.start, place: placeOf(card.place), provisions: [...card.provisions],
    outcome: card.outcome.trim(), passage: card.passage, date_passage: card.datePassage, victim_passage: card.victimPassage,
  }))
  const measures = cards.filter((card): card is MeasureCard => card.is === 'measure' && card.state === 'accepted').flatMap((card): AcceptedMeasure[] => {
    const party = card.whose === null ? null : numberOf(parties, card.whose)
    return party === null ? [] : [{ status: card.status, party, from: card.since, expires_on: card.expires, duration: card.duration, passage: card.passage, date_passage: card.datePassage, party_passage: card.whosePassage }]
  })
  const used = new Set(list.flatMap((act) => act.provisions))
  return {
    text, case: target.case, title: target.case ? '' : target.title.trim(), source: target.source, locator: target.locator.trim(),
    parties: parties.map((card): AcceptedParty => ({
      party: card.party, kind: card.kind, name: card.name.trim(), occupation: card.occupation.trim(), role: card.state === 'accepted' ? card.role : '', passage: card.passage,
      // Of somebody who turned out to be no group there are no many.
      count_min: card.kind === 'group' ? card.entity.count_min : null, count_max: card.kind === 'group' ? card.entity.count_max : null,
    })),
    places, provisions: [...fresh.values()].filter((one) => used.has(one.code)), acts: list, measures,
  }
}

function numberOf(parties: readonly PartyCard[], key: string): number | null {
  const at = parties.findIndex((one) => one.key === key)
  return at < 0 ? null : at
}

export interface Counts {
  acts: number
  measures: number
  people: number
  known: number
  places: number
  provisions: number
  claims: number
}

/** How many records would be written, by what they are. */
export function counts(asked: Acceptance): Counts {
  const ofMeasures = asked.measures.reduce((sum, one) => sum + 1 + Number(one.date_passage !== null && one.from !== null && one.date_passage !== one.passage) + Number(one.party_passage !== null && one.party_passage !== one.passage), 0)
  const claims = asked.acts.reduce((sum, act) => sum + 1 + Number(act.date_passage !== null && act.start !== null && act.date_passage !== act.passage) + Number(act.victim_passage !== null && act.victim !== null && act.victim_passage !== act.passage), 0)
  return {
    acts: asked.acts.length, measures: asked.measures.length, people: asked.parties.filter((one) => one.party === null).length, known: asked.parties.filter((one) => one.party !== null).length,
    places: asked.places.filter((one) => one.place === null).length, provisions: asked.provisions.length, claims: claims + ofMeasures + asked.parties.filter((one) => one.role !== '').length,
  }
}

export interface Run {
  text: string
  /** Number of the mark, or null for words between marks. */
  mark: number | null
}

/** The text cut at its marks. */
export function runsOf(text: string, marks: readonly Mark[]): Run[] {
  const out: Run[] = []
  let at = 0
  marks.forEach((mark, number) => {
    if (mark.from > at) out.push({ text: text.slice(at, mark.from), mark: null })
    out.push({ text: text.slice(mark.from, mark.to), mark: number })
    at = mark.to
  })
  if (at < text.length) out.push({ text: text.slice(at), mark: null })
  return out
}
