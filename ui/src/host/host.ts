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
  /** Calls `then` when the host locked the vault by itself (idle, suspend, screen lock); returns how to stop. */
  onLocked(then: () => void): () => void
  /** Somebody is here: puts off the host's own idle lock. Called a few times a minute at most. */
  present(): void
  /** Prints the page as it is. */
  print(): void
  /** Puts text on the clipboard; false if that is not possible. */
  copy(text: string): Promise<boolean>
}

export interface Filter {
  name: string
  extensions: string[]
}
