/** What can be done from the search box. */
import { go } from '../../app/router.svelte'
import { ENTRIES } from '../../app/screens'
import { lock } from '../../app/session.svelte'
import { run } from '../../app/shortcuts'
import { overlays } from '../../app/overlays.svelte'
import type { IconName } from '../../components/icons'
import { t } from '../../i18n/index.svelte'

export interface Doable {
  id: string
  icon: IconName
  label: string
  keys?: string
  run: () => void
}

/** Every command, in the language in use. */
export function doables(): Doable[] {
  return [
    { id: 'new-case', icon: 'plus', label: t('do-new-case'), keys: 'Ctrl+Shift+N', run: () => go({ screen: 'cases', compose: true }) },
    { id: 'note', icon: 'note', label: t('do-note'), keys: 'Ctrl+N', run: () => overlays.show('note') },
    { id: 'report', icon: 'text', label: t('do-report'), keys: 'Ctrl+M', run: () => void run('report') },
    { id: 'lock', icon: 'lock', label: t('lock-now'), keys: 'Ctrl+L', run: () => void lock() },
    { id: 'new-task', icon: 'check', label: t('do-new-task'), run: () => go({ screen: 'calendar', focus: 'task:new' }) },
    { id: 'clients', icon: 'people', label: t('do-clients'), run: () => go({ screen: 'people', mode: 'clients' }) },
    { id: 'handover-out', icon: 'handover', label: t('do-handover'), run: () => go({ screen: 'handover', mode: 'out' }) },
    { id: 'handover-in', icon: 'receive', label: t('do-receive'), run: () => go({ screen: 'handover', mode: 'in' }) },
    { id: 'search', icon: 'search' as const, label: t('do-search'), run: () => go({ screen: 'search' }) },
    ...ENTRIES.map((entry) => ({ id: `go-${entry.screen}`, icon: entry.icon, label: t('do-go', { screen: t(`screen-${entry.screen}`) }), run: () => go({ screen: entry.screen }) })),
    { id: 'verify', icon: 'safety' as const, label: t('do-verify'), run: () => go({ screen: 'safety', mode: 'check' }) },
    { id: 'import', icon: 'import' as const, label: t('do-import'), run: () => go({ screen: 'safety', mode: 'files' }) },
    { id: 'keys', icon: 'keyboard' as const, label: t('keys-title'), keys: '?', run: () => overlays.show('keys') },
  ]
}

/** Commands whose label holds every word typed. */
export function matching(all: Doable[], typed: string): Doable[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((one) => words.every((word) => one.label.toLocaleLowerCase().includes(word)))
}
