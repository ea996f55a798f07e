/** The one place that knows what the window runs in. Nothing outside this folder imports `@tauri-apps`. */
import { dev } from './dev'
import type { Host } from './host'
import { tauri } from './tauri'

export type { Filter, Host, HostState, LockReason } from './host'

export const host: Host = '__TAURI_INTERNALS__' in window ? tauri : dev
