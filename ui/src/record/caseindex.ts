/** One case with everything of it at hand by id, and the words its records go by on screen. */
import type { Act, CaseView, Claim, Kind, Measure, Party, Source } from '../api/types'
import { term } from '../app/session.svelte'
import { t } from '../i18n/index.svelte'
import { dateWords } from './date'
import { kindWord } from './fields'
import { durationWords } from './durationWords'
import { NIL } from './blank'
import { shortName } from './names.svelte'
import { Word } from './vocab'

const byId = <T extends { id: string }>(list: readonly T[]): Map<string, T> => new Map(list.map((one) => [one.id, one]))

export class CaseIndex {
  readonly view: CaseView
  readonly parties: Map<string, Party>
  readonly sources: Map<string, Source>
  readonly acts: Map<string, Act>
  readonly measures: Map<string, Measure>
  readonly claims: Map<string, Claim>
  readonly #places: Map<string, string>
  /** How many of the case go by one short name: relatives do. */
  readonly #shared = new Map<string, number>()

  constructor(view: CaseView) {
    this.view = view
    this.parties = byId(view.parties)
    this.sources = byId(view.sources)
    this.acts = byId(view.acts)
    this.measures = byId(view.measures)
    this.claims = byId(view.claims)
    for (const { name, kind } of view.parties) {
      const short = shortName(name, kind)
      this.#shared.set(short, (this.#shared.get(short) ?? 0) + 1)
    }
    // Wherever it stands: a place that must not leave is not copied out of the screen by mistake.
    this.#places = new Map(view.places.map((place) => [place.id, place.never_export ? t('place-named-never', { name: place.name }) : place.name]))
  }

  get id(): string {
    return this.view.case.id
  }

  /** Revision to edit a record from. */
  rev(id: string): string | null {
    return this.view.revisions[id] ?? null
  }

  name(id: string | null | undefined): string {
    return id && id !== NIL ? (this.parties.get(id)?.name ?? '') : ''
  }

  /** Family name, or the whole name where others of the case share it. */
  short(id: string | null | undefined): string {
    const party = id ? this.parties.get(id) : undefined
    if (!party) return ''
    const short = shortName(party.name, party.kind)
    return (this.#shared.get(short) ?? 0) > 1 ? party.name : short
  }

  place(id: string | null | undefined): string {
    return id ? (this.#places.get(id) ?? '') : ''
  }

  source(id: string | null | undefined): string {
    return id ? (this.sources.get(id)?.code ?? '') : ''
  }

  /** Claims about a record. */
  claimsOn(id: string): Claim[] {
    return this.view.claims.filter((claim) => claim.about_id === id)
  }

  /** Names in other spellings. */
  alsoKnown(party: string): string[] {
    return this.view.names.filter((name) => name.party === party && !name.confidential).map((name) => name.full)
  }

  /** Roles of a party in this case, as codes. */
  roles(party: string): string[] {
    return [...new Set(this.view.involved.filter((part) => part.party === party).map((part) => part.role))]
  }

  /** Parties of the case, victims first, each once. */
  get people(): string[] {
    const rank = (role: string): number => (role === 'victim' ? 0 : role === 'alleged-perpetrator' ? 2 : 1)
    const parts = [...this.view.involved].sort((a, b) => rank(a.role) - rank(b.role))
    return [...new Set(parts.map((part) => part.party))]
  }

  actWords(act: Act): string {
    return Word('act_type', act.act_type)
  }

  /** `House arrest, 2 months`. */
  measureWords(measure: Measure): string {
    const status = Word('measure', measure.status)
    return measure.duration ? t('measure-with-duration', { measure: status, duration: durationWords(measure.duration) }) : status
  }

  /** What to call any record of the case, in a line. */
  label(kind: Kind, id: string): string {
    const view = this.view
    const line = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' · ')
    switch (kind) {
      case 'case':
        return view.case.title
      case 'act': {
        const act = this.acts.get(id)
        return act ? line(this.actWords(act), this.short(act.victim), dateWords(act.start)) : ''
      }
      case 'measure': {
        const measure = this.measures.get(id)
        return measure ? line(Word('measure', measure.status), this.short(measure.party), dateWords(measure.from)) : ''
      }
      case 'party':
        return this.name(id)
      case 'involved': {
        const part = view.involved.find((one) => one.id === id)
        return part ? line(this.name(part.party), term('role', part.role)) : ''
      }
      case 'proceeding': {
        const found = view.proceedings.find((one) => one.id === id)
        return found ? line(Word('proceeding', found.kind), found.court, dateWords(found.date)) : ''
      }
      case 'intervention': {
        const found = view.interventions.find((one) => one.id === id)
        return found ? line(Word('intervention', found.kind), found.by.map((by) => this.short(by)).join(', '), dateWords(found.date)) : ''
      }
      case 'evidence':
        return view.evidence.find((one) => one.id === id)?.title ?? ''
      case 'money': {
        const money = view.money.find((one) => one.id === id)
        return money ? line(`${money.amount} ${money.currency}`, money.what) : ''
      }
      case 'claim':
        return this.claims.get(id)?.says ?? ''
      case 'place':
        return this.place(id)
      default:
        return kindWord(kind)
    }
  }

  /** Every record a claim can be about, in the order of the page. */
  get claimable(): { kind: Kind; id: string; label: string }[] {
    const view = this.view
    const of = (kind: Kind, list: readonly { id: string }[]) => list.map(({ id }) => ({ kind, id, label: this.label(kind, id) }))
    return [
      ...of('case', [view.case]), ...of('act', view.acts), ...of('measure', view.measures), ...of('proceeding', view.proceedings),
      ...of('intervention', view.interventions), ...of('involved', view.involved), ...of('party', view.parties), ...of('money', view.money), ...of('evidence', view.evidence),
    ]
  }
}
