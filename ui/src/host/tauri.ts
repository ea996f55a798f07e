import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'

import { copy } from './copy'
import type { Host } from './host'

/** The desktop window. Every command takes one argument, `request`. File dialogs are commands of the host itself. */
export const tauri: Host = {
  call: (name, request) => invoke(name, { request }),
  pickOpen: (wish) => invoke('pick_open', { request: wish }),
  pickSave: (wish) => invoke('pick_save', { request: wish }),
  pickFolder: (wish) => invoke('pick_folder', { request: wish }),
  present: () => void invoke('present', { request: {} }).catch(() => {}),
  onLocked(then) {
    const stop = listen('locked', then)
    return () => void stop.then((unlisten) => unlisten())
  },
  print: () => window.print(),
  copy,
}
