/** What the window needs from whatever it runs in. */
export interface Host {
  /** Runs a command of the engine; throws what the engine refused with. */
  call(name: string, request: unknown): Promise<unknown>
  /** Asks for an existing file; null when the person changed their mind. */
  pickOpen(wish: { title: string; filters?: Filter[] }): Promise<string | null>
  /** Asks where to write a new file (or vault folder). */
  pickSave(wish: { title: string; name: string; filters?: Filter[] }): Promise<string | null>
  /** Asks for an existing folder. */
  pickFolder(wish: { title: string }): Promise<string | null>
  /** Calls `then` when the host is about to lock, whoever asked; it waits a moment for drafts, until `vault_lock` is called. Returns how to stop. */
  onLocking(then: () => void): () => void
  /** Calls `then` when the engine wrote something that nobody here asked for. Returns how to stop. */
  onChanged(then: () => void): () => void
  /** Says that a lock has begun, before its drafts are saved: the host takes the page off the screen and locks soon, whatever happens here. */
  lockBegin(why: LockReason): void
  /** A passphrase or a kit stands in a field: the host forgets it after a while, though nothing may be open. */
  touched(): void
  /** What the host knows of itself and the computer. */
  state(): Promise<HostState>
  /** Somebody is here: puts off the host's own idle lock. Called a few times a minute at most. */
  present(): void
  /** Prints the page as it is. */
  print(): void
  /** Puts text on the clipboard; false if that is not possible. */
  copy(text: string): Promise<boolean>
}

/** `vanish`: lock, and nothing of the program stays on the screen. */
export type LockReason = 'asked' | 'idle' | 'vanish'

export interface HostState {
  /** Why the vault was locked (`idle`, `sleep`, `screen`, `switch`, `lid`, `asked`); empty when the program was just started. */
  why: string
  /** Which events of the computer can be seen from here; null where there is no desktop. */
  watched: { sleep: boolean; session: boolean; desktop: boolean; lid: boolean } | null
}

export interface Filter {
  name: string
  extensions: string[]
}
