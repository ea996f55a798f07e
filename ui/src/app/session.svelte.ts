/** The one state of the window: which vault, open or locked, and what every screen needs of it. Wiped when the vault is locked. */
import { api, ApiError, onDone, onFailed } from '../api/client'
import type { AppState, Draft, HomeView, Provision, Settings, Term, VaultStatus } from '../api/types'
import { host, type LockReason } from '../host'
import { names } from '../record/names.svelte'
import { language } from '../i18n/index.svelte'
import { measure } from './layout.svelte'
import { news } from './news.svelte'
import { overlays } from './overlays.svelte'
import { forget } from './router.svelte'
import { clearToasts } from './toasts.svelte'

export type Phase = 'starting' | 'onboarding' | 'unlock' | 'open' | 'locking' | 'broken'

/** Commands after which counts and lists may be different. */
const CHANGING = /^(record_(save|delete|restore|undo)|case_set_status|field_restore|term_replace|place_merge|party_(merge|separate|distinct)|evidence_add|import_casebook|handover_merge|handover_undo|team_exchange|merge_decide|draft_discard|identity_conceal|reading_accept)$/
/** Commands after which the vault itself stands otherwise. */
const RESTATING = /^(backup_make|key_add_person|key_name|key_remove|key_rotate|key_rotate_drop|kit_prove)$/
/** Commands that say how the seal stands. */
const SEALING = /^seal_(open|close|extend)$/
/** Commands that may bring new words into the vocabularies. */
const BRINGS_WORDS = /^(import_casebook|handover_merge|handover_undo|team_exchange|reading_accept|record_restore|record_undo|field_restore|term_replace)$/
/** How long drafts may take to be saved before the lock goes on without them, in milliseconds. The desktop host waits for less. */
const DRAFTS_WAIT = 1_000

let phase = $state<Phase>('starting')
let app = $state.raw<AppState | null>(null)
let status = $state.raw<VaultStatus | null>(null)
let home = $state.raw<HomeView | null>(null)
let sealOpen = $state(false)
let sealClosesAt = $state<number | null>(null)
let privacy = $state(false)
let turning = $state(false)
let turn = $state(0)
let terms = $state.raw<Map<string, Term>>(new Map())
let lists = $state.raw<Map<string, Term[]>>(new Map())
let provisions = $state.raw<Provision[]>([])
let savedAt = $state<string | null>(null)
let saving = $state(0)
let version = $state(0)
let trouble = $state.raw<unknown>(null)
let preferred = $state<string | null>(null)
let begin = $state<'restore' | null>(null)
let lockedBecause = $state('')

export const session = {
  get phase() { return phase },
  get app() { return app },
  get settings(): Settings { return app?.settings ?? FIRST_SETTINGS },
  /** Today by the engine's clock, `YYYY-MM-DD`. */
  get today(): string { return app?.today ?? new Date().toISOString().slice(0, 10) },
  /** The open vault. */
  get status() { return status },
  /** What needs the person now; also the counts of the rail. */
  get home() { return home },
  /** The sealed compartment is open. */
  get sealOpen() { return sealOpen },
  /** When it closes by itself, in milliseconds since 1970. */
  get sealClosesAt() { return sealClosesAt },
  /** Names and addresses are hidden in everything that comes from the engine. */
  get privacy() { return privacy },
  /** They are being hidden or shown: nothing is on the screen. */
  get turning() { return turning },
  /** Grows whenever they were hidden or shown: everything on the screen is made anew. */
  get turn() { return turn },
  get provisions() { return provisions },
  /** Instant of the last save that reached the disk, UTC. */
  get savedAt() { return savedAt },
  get saving() { return saving > 0 },
  /** Grows with every change of the vault: read it in an effect to fetch again. */
  get version() { return version },
  get trouble() { return trouble },
  /** Why the vault was locked, a code; empty if the program was just started. */
  get lockedBecause() { return lockedBecause },
  /** Where the first screens begin, if not at their beginning. */
  get begin() { return begin },
  /** Vault that the unlock screen shows. */
  get vault(): string | null { return preferred ?? app?.vault ?? app?.known[0] ?? null },
}

const FIRST_SETTINGS: Settings = { language: 'en', theme: 'system', text_percent: 100, auto_lock_minutes: 5, lock_on: { sleep: true, screen: true, switch: true, lid: true } }

/** First look: what the host says, then the right screen. */
export async function start(): Promise<void> {
  wire()
  trouble = null
  try {
    await refreshApp()
    lockedBecause = (await host.state()).why
    if (app?.open) await opened(await api.vault_status({}))
    else phase = app?.known.length || app?.vault ? 'unlock' : 'onboarding'
  } catch (error) {
    trouble = error
    phase = 'broken'
  }
}

async function refreshApp(): Promise<void> {
  app = await api.app_state({})
  apply(app.settings)
  takeSeal(app.seal)
  privacy = app.privacy
}

/** A vault was opened or made: loads what every screen needs and shows it. */
export async function opened(now: VaultStatus): Promise<void> {
  status = now
  takeSeal(now.seal)
  await refreshVocabulary()
  await Promise.all([refresh(), news.read()])
  app = await api.app_state({})
  preferred = null
  phase = 'open'
}

function groupBy(list: Term[]): Map<string, Term[]> {
  const out = new Map<string, Term[]>()
  for (const term of list) out.set(term.vocabulary, [...(out.get(term.vocabulary) ?? []), term])
  return out
}

/** Asks again for counts and what is due. */
export async function refresh(): Promise<void> {
  home = await api.home({})
}

/** Asks again how the vault stands. */
async function restate(): Promise<void> {
  const now = await api.vault_status({}).catch(() => null)
  if (now && phase === 'open') status = now
}

/** Terms and provisions were edited. */
export async function refreshVocabulary(): Promise<void> {
  const vocabularies = await api.vocabulary_list({})
  terms = new Map(vocabularies.terms.map((term) => [`${term.vocabulary}/${term.code}`, term]))
  lists = groupBy(vocabularies.terms)
  provisions = vocabularies.provisions
}

/** What a code of a vocabulary is called in the language in use; the code in plain words if nobody named it. */
export function term(vocabulary: string, code: string): string {
  const found = terms.get(`${vocabulary}/${code}`)
  return (found && (found[language.wire] || found.en)) || code.replaceAll(/[_-]/g, ' ')
}

/** The terms of a vocabulary, in order, retired ones left out. */
export function termList(vocabulary: string): Term[] {
  return (lists.get(vocabulary) ?? []).filter((one) => !one.retired)
}

/** The terms of a vocabulary, the retired ones too. */
export function everyTerm(vocabulary: string): Term[] {
  return lists.get(vocabulary) ?? []
}

/** The whole term, for its group and its code elsewhere. */
export function termOf(vocabulary: string, code: string): Term | undefined {
  return terms.get(`${vocabulary}/${code}`)
}

/** Keeps preferences; they take effect at once. */
export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const wanted = { ...session.settings, ...change }
  apply(wanted)
  const settings = await api.settings_save(wanted)
  if (app) app = { ...app, settings }
  apply(settings)
}

const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
const contrast = typeof matchMedia === 'function' ? matchMedia('(prefers-contrast: more)') : null

function apply(settings: Settings): void {
  language.set(settings.language)
  const theme = settings.theme === 'system' ? (contrast?.matches ? 'contrast' : dark?.matches ? 'dark' : 'light') : settings.theme
  document.documentElement.dataset['theme'] = theme
  document.documentElement.style.fontSize = `${settings.text_percent}%`
  measure()
}

// ---- drafts and the lock -------------------------------------------------------------------------------------------------

const beforeLock = new Set<() => void | Promise<unknown>>()
const onWipe = new Set<() => void>()

/** Runs `save` before the vault is locked, while it is still open; returns how to stop. For drafts. */
export function onBeforeLock(save: () => void | Promise<unknown>): () => void {
  beforeLock.add(save)
  return () => beforeLock.delete(save)
}

/** Runs `wipe` after the lock. For what a module keeps in memory outside its components. */
export function onLockWipe(wipe: () => void): () => void {
  onWipe.add(wipe)
  return () => onWipe.delete(wipe)
}

const onSeal = new Set<() => void>()

/** Runs `wipe` when the seal closed, for whatever reason. For what a module keeps of people behind code names. */
export function onSealClosed(wipe: () => void): () => void {
  onSeal.add(wipe)
  return () => onSeal.delete(wipe)
}

/** Closes the seal. What the window knows goes at once, whatever the engine answers. */
export async function closeSeal(): Promise<void> {
  takeSeal({ open: false, closes_in: null })
  await api.seal_close({}).catch(() => undefined)
}

/** Hides names and addresses, or shows them again. What is typed is kept first; everything on the screen goes and is asked for anew. */
export async function turnPrivacy(on: boolean): Promise<void> {
  if (phase !== 'open' || turning) return
  await Promise.race([Promise.allSettled([...beforeLock].map((save) => Promise.resolve().then(save))), new Promise((done) => setTimeout(done, DRAFTS_WAIT))])
  turning = true
  try {
    privacy = (await api.privacy_set({ on })).on
    if (privacy) takeSeal({ open: false, closes_in: null })
    names.forget()
    overlays.hide()
    clearToasts()
    await Promise.all([refresh(), news.read()])
    version += 1
    turn += 1
  } finally {
    turning = false
  }
}

/**
 * Locks: the screen goes blank at once, drafts are kept, keys are dropped, everything shown is forgotten. The desktop host then replaces
 * the whole program by a fresh one, this page included: it does not get to see the end of this function.
 */
export async function lock(why: LockReason = 'asked'): Promise<void> {
  if (phase !== 'open') return
  host.lockBegin(why)
  const saves = [...beforeLock].map((save) => Promise.resolve().then(save).catch(() => {}))
  const direct = Promise.allSettled(saves)
  await Promise.resolve()
  phase = 'locking'
  await Promise.race([direct, new Promise((done) => setTimeout(done, DRAFTS_WAIT))])
  await api.vault_lock({}).catch(() => {})
  await wiped()
}

/** The host locks, though nothing is open: a passphrase was typed. */
function locking(): void {
  if (phase === 'open') return void lock()
  phase = 'locking'
  // There are no drafts to wait for.
  void api.vault_lock({}).catch(() => {})
}

/** The team's changes came in by themselves: what is shown is read again, what is being typed stays. */
function changed(): void {
  if (phase !== 'open') return
  version += 1
  void refreshVocabulary().catch(() => {})
  void news.read()
  soon()
}

/** The vault is locked: forget all and show the way in. */
export async function wiped(): Promise<void> {
  const folder = status?.path ?? app?.vault ?? null
  for (const wipe of onWipe) wipe()
  overlays.hide()
  clearToasts()
  forget()
  news.forget()
  status = null
  home = null
  terms = new Map()
  lists = new Map()
  provisions = []
  savedAt = null
  takeSeal({ open: false, closes_in: null })
  version += 1
  preferred = folder
  phase = 'unlock'
  await refreshApp().catch(() => {})
}

/** Shows the unlock screen for that vault. */
export function chooseVault(path: string): void {
  preferred = path
  phase = 'unlock'
}

/** Shows the first screens: a new vault, another vault, one out of a backup. */
export function showOnboarding(at: 'restore' | null = null): void {
  begin = at
  phase = 'onboarding'
}

// ---- what commands tell us -----------------------------------------------------------------------------------------------

let sealTimer: ReturnType<typeof setTimeout> | undefined

function takeSeal(seal: { open: boolean; closes_in: number | null }): void {
  clearTimeout(sealTimer)
  const closes = sealOpen && !seal.open
  sealOpen = seal.open
  sealClosesAt = seal.open && seal.closes_in !== null ? Date.now() + seal.closes_in * 1000 : null
  // The engine closes it by its own clock; the window forgets by its own too, also while it is busy with something else.
  if (sealClosesAt !== null) sealTimer = setTimeout(() => void closeSeal(), sealClosesAt - Date.now())
  if (closes) for (const wipe of onSeal) wipe()
}

let wired = false
function wire(): void {
  if (wired) return
  wired = true
  host.onLocking(locking)
  host.onChanged(changed)
  dark?.addEventListener('change', () => apply(session.settings))
  contrast?.addEventListener('change', () => apply(session.settings))
  addEventListener('resize', measure)
  onDone((name, response) => {
    if (SEALING.test(name)) takeSeal(response as AppState['seal'])
    if (name === 'draft_save') savedAt = (response as Draft).at
    if (RESTATING.test(name)) void restate()
    if (!CHANGING.test(name)) return
    const at = (response as { at?: unknown }).at
    if (typeof at === 'string') savedAt = at
    version += 1
    if (BRINGS_WORDS.test(name)) void refreshVocabulary().catch(() => {})
    soon()
  })
  onFailed((_, error: ApiError) => {
    if (error.code === 'locked' && phase === 'open') void wiped()
    if (error.code === 'seal-closed') takeSeal({ open: false, closes_in: null })
  })
}

let pending: ReturnType<typeof setTimeout> | undefined
function soon(): void {
  clearTimeout(pending)
  pending = setTimeout(() => {
    if (phase === 'open') void refresh().catch(() => {})
  }, 250)
}

/** Shows "Saving" while `work` runs. */
export async function whileSaving<T>(work: Promise<T>): Promise<T> {
  saving += 1
  try {
    return await work
  } finally {
    saving -= 1
  }
}
