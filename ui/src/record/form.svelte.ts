/**
 * A form over one record: what is typed is kept as an encrypted draft while the form is open, a save says so after the write is on the disk,
 * and a record changed elsewhere meanwhile is shown as such instead of being overwritten.
 */
import { api, ApiError } from '../api/client'
import type { Record as AnyRecord, Saved } from '../api/types'
import { SIGN } from '../app/reveal'
import { onBeforeLock } from '../app/session.svelte'
import { explain } from '../i18n/explain'
import { save } from './desk.svelte'

/** A draft is written so many milliseconds after the last key. */
const DRAFT_AFTER = 700

/** What a draft holds. */
interface Kept {
  value: unknown
  base: string | null
  extra: unknown
}

/** How it stands with words that must be understood: not (true), being read, or well (false). */
export type Unclear = boolean | 'asking'

export type FormState = 'clean' | 'dirty' | 'saving' | 'stale' | 'failed'

export class RecordForm<T extends { id: string }, X = null> {
  value = $state() as T
  /** What is written in the same form but kept in other records (the perpetrators of an act). */
  extra = $state() as X
  base = $state<string | null>(null)
  state = $state<FormState>('clean')
  error = $state.raw<ApiError | null>(null)
  /** What the vault holds now, when it changed meanwhile. */
  theirs = $state.raw<{ value: T; revision: string } | null>(null)
  /** The form began from a draft left open earlier. */
  resumed = $state(false)
  /** There is a draft that cannot be seen while names are hidden: nothing may take its place. */
  veiled = $state(false)
  /** Fields whose text cannot be understood yet: nothing is saved while there is one. */
  unclear = $state<Record<string, Unclear>>({})

  readonly kind: AnyRecord['kind']
  readonly key: string
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The draft being written: one that is on its way when the record is saved must not arrive after it was thrown away. */
  #keeping: Promise<unknown> = Promise.resolve()
  #first: string
  #given: { value: T; extra: X }

  constructor(kind: AnyRecord['kind'], key: string, value: T, base: string | null, extra: X = null as X) {
    this.kind = kind
    this.key = key
    this.#given = structuredClone({ value, extra })
    this.value = structuredClone(value)
    this.extra = structuredClone(extra)
    this.base = base
    this.#first = this.#print()
  }

  /** Binds the form to the life of a component: takes up a draft, keeps new ones, also when the vault is locked. Call while a component is set up. */
  live(): void {
    void this.resume()
    $effect(() => {
      this.touched()
    })
    $effect(() => onBeforeLock(() => this.keep()))
    $effect(() => () => void this.keep())
  }

  /** Takes up a draft of the same form, if there is one. */
  async resume(): Promise<void> {
    const found = await api.draft_list({}).catch(() => null)
    const kept = found?.drafts.find((draft) => draft.key === this.key)?.value as Kept | undefined
    if (!kept?.value) return
    // With names hidden it is not the text that was typed: it stays where it is.
    if (JSON.stringify(kept).includes(SIGN)) {
      this.veiled = true
      return
    }
    if (this.#print() !== this.#first) return
    this.value = { ...this.value, ...(kept.value as T) }
    // A draft of an earlier version may lack what a form has learned since.
    this.extra = this.extra && kept.extra ? { ...this.extra, ...(kept.extra as X) } : (kept.extra as X)
    this.base = kept.base
    this.resumed = true
    this.state = 'dirty'
  }

  /** Reads every field; writes the draft a moment after the last change. */
  touched(): void {
    const now = this.#print()
    if (now === this.#first && this.state === 'clean') return
    if (this.state === 'clean' || this.state === 'failed') this.state = now === this.#first ? 'clean' : 'dirty'
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), DRAFT_AFTER)
  }

  /** Writes the draft now. A failure is not said: the text is still in the form, and the save will say it. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.state === 'clean' || this.state === 'saving' || this.veiled) return
    const kept: Kept = { value: $state.snapshot(this.value), base: this.base, extra: $state.snapshot(this.extra) }
    this.#keeping = Promise.allSettled([this.#keeping, api.draft_save({ key: this.key, value: kept })])
    await this.#keeping
  }

  async #drop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#keeping
    await api.draft_discard({ key: this.key }).catch(() => undefined)
  }

  /** Saves. Resolves to null when it was refused; the form then says why and keeps every field. */
  async save(quiet = false): Promise<Saved | null> {
    if (this.state === 'saving' || this.blocked) return null
    clearTimeout(this.#timer)
    if (this.veiled) {
      this.error = new ApiError({ code: 'veiled' })
      return null
    }
    const before = this.state
    this.state = 'saving'
    this.error = null
    try {
      const saved = await save({ kind: this.kind, value: $state.snapshot(this.value) } as unknown as AnyRecord, this.base, quiet)
      await this.#drop()
      this.#settle(saved.record.value as unknown as T, saved.revision)
      return saved
    } catch (thrown) {
      this.state = before
      await this.#refused(ApiError.of(thrown))
      return null
    }
  }

  /** Throws away what was typed since the record was opened. */
  async discard(): Promise<void> {
    clearTimeout(this.#timer)
    const given = structuredClone(this.#given)
    this.value = given.value
    this.extra = given.extra
    this.resumed = false
    this.error = null
    this.theirs = null
    this.state = 'clean'
    await this.#drop()
  }

  /** Someone else's version is the one to keep. */
  async takeTheirs(): Promise<void> {
    if (!this.theirs) return
    this.#settle(this.theirs.value, this.theirs.revision)
    await this.#drop()
  }

  /** This form's version is the one to keep: the next save goes on top of theirs, which stays in the history. */
  rebase(): void {
    if (!this.theirs) return
    this.base = this.theirs.revision
    this.theirs = null
    this.error = null
    this.state = 'dirty'
  }

  /** Something in it cannot be understood yet. */
  get blocked(): boolean {
    return Object.values(this.unclear).some(Boolean)
  }

  /** Waits until everything typed has been read, but not for ever. */
  async read(): Promise<void> {
    for (let i = 0; i < 60 && Object.values(this.unclear).includes('asking'); i += 1) await new Promise((done) => setTimeout(done, 50))
  }

  /** The message for a field, if the refusal named it or something in it: a field of a row is asked for as `hearings[1].words`. */
  fault(field: string): string | undefined {
    const named = this.error?.field
    return named === field || named?.startsWith(`${field}[`) ? explain(this.error).message : undefined
  }

  /** Names of fields that differ from what the vault holds now. */
  get differing(): string[] {
    const theirs = this.theirs?.value as Record<string, unknown> | undefined
    if (!theirs) return []
    const mine = $state.snapshot(this.value) as Record<string, unknown>
    return Object.keys(theirs).filter((field) => JSON.stringify(theirs[field]) !== JSON.stringify(mine[field]))
  }

  #settle(value: T, revision: string): void {
    this.value = value
    this.base = revision
    this.theirs = null
    this.error = null
    this.resumed = false
    this.#first = this.#print()
    this.#given = structuredClone({ value: $state.snapshot(this.value) as T, extra: $state.snapshot(this.extra) as X })
    this.state = 'clean'
  }

  async #refused(error: ApiError): Promise<void> {
    this.error = error
    this.state = 'failed'
    if (error.code === 'stale') {
      this.state = 'stale'
      const now = await api.record_get({ kind: this.kind, id: this.value.id }).catch(() => null)
      if (now) this.theirs = { value: now.record.value as unknown as T, revision: now.revision }
    }
    await this.keep()
  }

  #print(): string {
    return JSON.stringify([$state.snapshot(this.value), $state.snapshot(this.extra)])
  }
}
