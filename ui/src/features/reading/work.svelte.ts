/** The report one is going through: its text, what was found, what was decided. Kept as an encrypted draft; nothing else is written before "Write". */
import { api, ApiError } from '../../api/client'
import type { Accepted, Names, Reading, UncertainDate } from '../../api/types'
import { session, whileSaving } from '../../app/session.svelte'
import { language } from '../../i18n/index.svelte'
import { ask } from '../sources/sealed.svelte'
import { acceptance, cardsOf, counts, writtenParties, type Card, type Decision, type Edits, type State, type Target } from './cards'

/** Longest text that is read, as the engine says too. */
export const MOST = 200_000
/** How long one must pause before the draft is written, in milliseconds. */
const PAUSE = 700

/** Key of the draft: one for each case, and one for reports without one. */
export const draftKey = (id: string | undefined): string => `reading:${id ?? 'none'}`

export interface Source {
  /** `new`, `confidential`, or the id of one that is there. */
  which: string
  kind: string
  title: string
  publisher: string
  url: string
  date: UncertainDate | null
}

interface Kept {
  text: string
  read: boolean
  decisions: Record<string, Decision>
  case: string
  title: string
  locator: string
  source: Source
}

const blankSource = (): Source => ({ which: 'new', kind: 'report', title: '', publisher: '', url: '', date: null })

export class Work {
  text = $state('')
  reading = $state.raw<Reading | null>(null)
  decisions = $state.raw<Record<string, Decision>>({})
  /** Id of the case; empty: a new one. */
  case = $state('')
  title = $state('')
  locator = $state('')
  source = $state<Source>(blankSource())
  error = $state.raw<unknown>(null)
  busy = $state<'' | 'reading' | 'writing'>('')
  ready = $state(false)
  keptAt = $state<string | null>(null)
  /** The date of the source is being typed and not understood yet. */
  unclear = $state(false)

  /** The day it was read for. */
  #day: string | null = null

  /** Key of the draft. */
  key: string
  readonly cards = $derived.by((): Card[] => (this.reading ? cardsOf(this.reading, this.decisions) : []))
  readonly written = $derived(writtenParties(this.cards))
  #past = $state.raw<{ key: string; before: Decision | undefined }[]>([])
  #kept = ''
  #over = false
  /** What was kept of it when it was written. */
  #last: Kept | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<unknown> = Promise.resolve()

  constructor(id: string | undefined) {
    this.key = draftKey(id)
    this.case = id ?? ''
  }

  /** The day from which "yesterday" is counted; none: today. */
  get day(): string | null {
    return this.source.which === 'new' ? (this.source.date?.latest ?? null) : null
  }
  /** The date of the report was changed: what depends on it is read again. */
  async again(): Promise<void> {
    if (this.reading && !this.busy && this.day !== this.#day) await this.read()
  }
  get canUndo(): boolean {
    return this.#past.length > 0
  }
  get target(): Target {
    const { which, kind, title, publisher, url, date } = this.source
    const id = which === 'new' || which === 'confidential' ? null : which
    const open = which === 'new'
    return {
      case: this.case || null, title: this.title, locator: this.locator,
      source: { id, confidential: which === 'confidential', kind: id ? '' : which === 'confidential' ? 'person' : kind, title: open ? title : '', publisher: open ? publisher : '', url: open ? url : '', date: open ? date : null },
    }
  }
  readonly asked = $derived.by(() => (this.reading ? acceptance(this.text, this.reading, this.cards, this.target) : null))
  readonly counts = $derived(this.asked ? counts(this.asked) : null)
  readonly total = $derived.by(() => {
    if (!this.counts || !this.asked) return 0
    const { acts, measures, people, places, provisions, claims } = this.counts
    return acts + measures + people + places + provisions + claims
  })

  /** Takes up what was kept, and reads it again: the vault may know more by now. */
  async resume(): Promise<void> {
    try {
      // A place in the window may name a case by its reference.
      if (this.case && !/^[0-9a-f]{8}-/.test(this.case)) {
        this.case = (await api.case_open({ case: this.case })).case.id
        this.key = draftKey(this.case)
      }
      const { drafts } = await api.draft_list({})
      const kept = drafts.find((one) => one.key === this.key)?.value as Partial<Kept> | undefined
      if (kept && typeof kept.text === 'string' && this.text === '') {
        this.text = kept.text
        this.decisions = kept.decisions ?? {}
        this.case = this.case || (kept.case ?? '')
        this.title = kept.title ?? ''
        this.locator = kept.locator ?? ''
        this.source = { ...blankSource(), ...kept.source }
        this.#kept = this.#print(kept.read === true)
        if (kept.read) await this.read()
      }
    } catch (thrown) {
      this.error = thrown
    }
    this.ready = true
  }

  /** Marks the text. */
  async read(): Promise<void> {
    if (this.busy || this.text.trim() === '') return
    this.busy = 'reading'
    this.error = null
    this.#day = this.day
    try {
      this.reading = await api.text_read({ text: this.text, day: this.#day, language: language.wire })
    } catch (thrown) {
      this.error = thrown
    } finally {
      this.busy = ''
    }
  }

  /** Back to the text, to change it. */
  change(): void {
    this.reading = null
  }

  decide(card: Card, state: State): void {
    const before = this.decisions[card.key]
    this.#past = [...this.#past, { key: card.key, before }]
    this.decisions = { ...this.decisions, [card.key]: { state, edits: before?.edits ?? {} } }
  }
  edit(card: Card, edits: Edits): void {
    const before = this.decisions[card.key]
    this.#past = [...this.#past, { key: card.key, before }]
    this.decisions = { ...this.decisions, [card.key]: { state: 'accepted', edits: { ...before?.edits, ...edits } } }
  }
  /** Takes back the last decision; gives the key of its card. */
  undo(): string | null {
    const last = this.#past.at(-1)
    if (!last) return null
    this.#past = this.#past.slice(0, -1)
    const { [last.key]: _gone, ...rest } = this.decisions
    this.decisions = last.before ? { ...rest, [last.key]: last.before } : rest
    return last.key
  }

  #value(read = this.reading !== null): Kept {
    return { text: this.text, read, decisions: this.decisions, case: this.case, title: this.title, locator: this.locator, source: $state.snapshot(this.source) }
  }
  #print(read?: boolean): string {
    return JSON.stringify(this.#value(read))
  }

  /** Reads everything that is kept; writes the draft a moment after the last change. */
  touched(): void {
    const now = this.#print()
    if (!this.ready || now === this.#kept) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), PAUSE)
  }

  /** Keeps it now, after a draft that is still on its way. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#writing
    if (this.#over || !this.ready || session.privacy) return
    const value = this.#value()
    const now = JSON.stringify(value)
    if (now === this.#kept || (value.text.trim() === '' && this.#kept === '')) return
    const saving = api.draft_save({ key: this.key, value }).then(
      ({ at }) => {
        this.#kept = now
        this.keptAt = at
      },
      (thrown: unknown) => {
        this.error = thrown
      },
    )
    this.#writing = saving
    await saving
  }

  async discard(): Promise<void> {
    this.#over = true
    clearTimeout(this.#timer)
    await this.#writing
    await api.draft_discard({ key: this.key }).catch(() => undefined)
  }

  /** Takes back what was written, all of it, and keeps the text as it was before. */
  async takeBack(revision: string): Promise<void> {
    await whileSaving(api.record_undo({ revision }))
    if (this.#last) await api.draft_save({ key: this.key, value: this.#last })
  }

  /** Begins anew. */
  async clear(): Promise<void> {
    await this.discard()
    this.text = ''
    this.reading = null
    this.decisions = {}
    this.#past = []
    this.title = ''
    this.locator = ''
    this.source = blankSource()
    this.#kept = ''
    this.keptAt = null
    this.#over = false
  }

  /** Writes what was accepted. Null: refused, or the person went back to the text. */
  async write(): Promise<Accepted | null> {
    if (this.busy || !this.asked || this.total === 0) return null
    this.busy = 'writing'
    this.error = null
    const send = (names: Names) => whileSaving(api.reading_accept({ acceptance: this.asked!, names }))
    try {
      let done = await send('ask')
      if (!done.written) {
        const how = await ask(done.findings)
        if (how === 'back') return null
        done = await send(how)
      }
      this.#last = this.#value()
      await this.discard()
      return done
    } catch (thrown) {
      this.error = ApiError.of(thrown)
      return null
    } finally {
      this.busy = ''
    }
  }
}
