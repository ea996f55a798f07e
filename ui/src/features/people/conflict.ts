/** A conflict check in words: as what somebody stands where, what was searched, and the text that is kept of it. */
import type { ConflictReport } from '../../api/types'
import { longDay } from '../../i18n/dates'
import { has, t } from '../../i18n/index.svelte'
import { lower } from '../../record/vocab'
import { reasonWords } from '../../record/suggest'

/** A name as it was typed, and on which side. */
export interface Asked {
  name: string
  side: 'client' | 'other'
}

export const roleWord = (role: string): string => (has(`conflict-role-${role}`) ? t(`conflict-role-${role}`) : lower('role', role))

export const searched = (report: ConflictReport): string =>
  t('conflict-searched', { day: longDay(report.on), parties: report.parties, proceedings: report.proceedings, cases: report.cases })

/** Lines of plain text: each name asked with who is like it, why and where; then what was searched. */
export function conflictText(asked: readonly Asked[], report: ConflictReport): string {
  const lines = [t('conflict-note', { day: longDay(report.on) }), '']
  asked.forEach((one, number) => {
    lines.push(`${one.name} (${t(`conflict-side-${one.side}`)})`)
    const hits = report.hits.filter((hit) => hit.asked === number)
    for (const hit of hits) {
      const where = hit.places.map((place) => `${place.ref} ${roleWord(place.role)}`).join(', ') || t('conflict-nowhere')
      lines.push(`- ${hit.name}: ${t(`name-band-${hit.band}`)} (${reasonWords(hit.reasons)}); ${where}`)
    }
    if (hits.length === 0) lines.push(`- ${t('conflict-nobody')}`)
  })
  lines.push('', searched(report), t('conflict-not-searched'))
  if (report.privileged > 0) lines.push(t('conflict-privileged', { count: report.privileged }))
  return lines.join('\n')
}
