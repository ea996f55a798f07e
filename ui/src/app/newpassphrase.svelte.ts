/** Choosing a passphrase: six words out of chance or one's own, then the same typed once more. */
import { api } from '../api/client'
import { language } from '../i18n/index.svelte'

export class NewPassphrase {
  /** `words` or `own`. */
  kind = $state<string>('words')
  /** The six words offered. */
  offered = $state('')
  own = $state('')
  /** One's own is good enough. */
  good = $state(false)
  typed = $state('')
  /** What was typed is not the same. */
  wrong = $state(false)
  error = $state.raw<unknown>(null)

  get text(): string {
    return this.kind === 'words' ? this.offered : this.own
  }
  get ready(): boolean {
    return this.kind === 'words' ? this.offered !== '' : this.good
  }

  /** Offers other words. */
  async offer(): Promise<void> {
    this.error = null
    try {
      this.offered = (await api.passphrase_generate({ language: language.wire, words: 6 })).passphrase
    } catch (thrown) {
      this.error = thrown
    }
  }

  /** Whether what was typed is the passphrase, as the engine compares them. */
  repeated(): boolean {
    this.wrong = plain(this.typed) !== plain(this.text)
    return !this.wrong
  }

  /** It is to be typed anew. */
  again(): void {
    this.typed = ''
    this.wrong = false
  }

  /** Forgets all of it. */
  wipe(): void {
    this.offered = this.own = this.typed = ''
  }
}

/** Not more lenient than the engine: who types two spaces for one here would be locked out later. */
const plain = (text: string) => text.trim().normalize('NFKC').trim()
