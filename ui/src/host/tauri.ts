import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { open, save } from '@tauri-apps/plugin-dialog'

import { copy } from './copy'
import type { Host } from './host'

/** The desktop window. Every command takes one argument, `request`. */
export const tauri: Host = {
  call: (name, request) => invoke(name, { request }),
  pickOpen: async ({ title, filters }) => one(await open({ title, filters, multiple: false, directory: false })),
  pickSave: ({ title, name, filters }) => save({ title, defaultPath: name, filters }),
  pickFolder: async ({ title }) => one(await open({ title, multiple: false, directory: true })),
  onLocked(then) {
    const stop = listen('locked', then)
    return () => void stop.then((unlisten) => unlisten())
  },
  print: () => window.print(),
  copy,
}

function one(picked: string | string[] | null): string | null {
  return Array.isArray(picked) ? (picked[0] ?? null) : picked
}
