/** What a screen reads of the vault: asked again whenever something was written, the old value standing until the new one is there. */
import { session } from '../app/session.svelte'

export class Loaded<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<unknown>(null)
  #tries = $state(0)
  #at = $state(-1)
  #turn = 0

  /** `ask` is called in an effect: what it reads before its first await is watched. Null: nothing to ask for now. */
  constructor(ask: () => Promise<T> | null) {
    $effect(() => {
      const version = session.version
      void this.#tries
      const asked = ask()
      if (!asked) return
      const mine = ++this.#turn
      asked.then(
        (value) => {
          if (mine !== this.#turn) return
          this.value = value
          this.#at = version
          this.error = null
        },
        (thrown: unknown) => {
          if (mine === this.#turn) this.error = thrown
        },
      )
    })
  }

  /** Whether the value was asked for since the last change: only then is what is missing in it really gone. */
  get fresh(): boolean {
    return this.#at === session.version
  }

  retry = (): void => {
    this.error = null
    this.#tries += 1
  }
}
