import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'

import type { Host, HostState } from './host'
import { keepClipboard } from './keepclipboard'

const tell = (name: string, request: unknown): void => void invoke(name, { request }).catch(() => {})
const copy = (text: string): Promise<boolean> => invoke<boolean>('copy', { request: { text } }).catch(() => false)

function heard(name: string, then: () => void): () => void {
  const stop = listen(name, then)
  return () => void stop.then((unlisten) => unlisten())
}

/** The desktop window. Every command takes one argument, `request`. File dialogs, the clipboard and locking are commands of the host itself. */
export const tauri: Host = {
  call: (name, request) => invoke(name, { request }),
  pickOpen: (wish) => invoke('pick_open', { request: wish }),
  pickSave: (wish) => invoke('pick_save', { request: wish }),
  pickFolder: (wish) => invoke('pick_folder', { request: wish }),
  present: () => tell('present', {}),
  touched: () => tell('touched', {}),
  state: () => invoke<HostState>('host_state', { request: {} }),
  lockBegin: (why) => tell('lock_begin', { why }),
  onLocking: (then) => heard('locking', then),
  onChanged: (then) => heard('changed', then),
  print: () => window.print(),
  copy,
}

if ('__TAURI_INTERNALS__' in window) keepClipboard(copy)
