/** Everything a case says, each fact as a line of words instead of ids, so that two vaults can be laid side by side. */
import type { CaseView } from '../../../ui/src/api/types'

interface Named { code: string; article: string; part: string; law: string }

export function facts(view: CaseView, provisions: Named[], now: { sources: boolean }): string[] {
  const name = (id: string | null): string => view.parties.find((one) => one.id === id)?.name ?? ''
  const place = (id: string | null): string => view.places.find((one) => one.id === id)?.name ?? ''
  const law = (codes: string[]): string => codes.map((code) => {
    const one = provisions.find((each) => each.code === code)
    return one ? [one.article, one.part, one.law].join(' ') : code
  }).sort().join(', ')
  const count = (min: number | null, max: number | null): string => (min === null && max === null ? '' : `${min ?? ''}..${max ?? ''}`)
  const words = new Map<string, string>()
  const say = (id: string, ...parts: (string | null | undefined)[]): string => {
    const line = parts.map((part) => part ?? '').join(' | ')
    words.set(id, line)
    return line
  }
  const months = (iso: string): string => {
    const parts = [...iso.matchAll(/(\d+)([YMWD])/g)]
    const sum = parts.reduce((all, [, many, unit]) => all + (unit === 'Y' ? 12 : unit === 'M' ? 1 : 0) * Number(many), 0)
    return sum ? `${sum} months` : iso
  }
  const found = [
    say(view.case.id, 'case', view.case.title, view.case.summary, [...view.case.space].sort().join(','), [...view.case.tags].sort().join(','), view.case.places.map(place).sort().join(',')),
    ...view.involved.map((one) => say(one.id, 'part', name(one.party), one.role)),
    ...view.acts.map((act) => say(act.id, 'act', act.act_type, name(act.victim), act.start?.edtf, act.end?.edtf, place(act.place), law(act.provisions), act.stated_reason, act.outcome, count(act.count_min, act.count_max),
      view.involvements.filter((one) => one.act === act.id).map((one) => name(one.perpetrator)).sort().join(','))),
    ...view.measures.map((one) => say(one.id, 'measure', one.status, name(one.party), one.from?.edtf, one.until?.edtf, months(one.duration), one.authority, law(one.provisions))),
    ...view.proceedings.map((one) => say(one.id, 'proceeding', one.kind, one.date?.edtf, one.court, law(one.provisions), one.decision, one.sentence)),
    ...view.interventions.map((one) => say(one.id, 'intervention', one.kind, one.date?.edtf, one.by.map(name).sort().join(','), one.addressee, one.gist)),
  ]
  for (const party of view.parties) words.set(party.id, `party ${party.name}`)
  if (now.sources) {
    const says = (id: string): string => view.claims.find((one) => one.id === id)?.says ?? ''
    for (const one of view.claims) found.push(['claim', one.says, one.locator, view.sources.find((source) => source.id === one.source)?.title, words.get(one.about_id), one.about_kind === 'case' ? '' : one.about_field.replace(/^(start|says)$/, '$1'), [...new Set([...one.conflicts_with, ...view.claims.filter((each) => each.conflicts_with.includes(one.id)).map((each) => each.id)])].map(says).sort().join(' + ')].join(' | '))
  }
  return found.sort()
}

/** What one list has and the other lacks, a line as often as it stands there. */
export function missing(from: string[], other: string[]): string[] {
  const rest = [...other]
  return from.filter((line) => {
    const at = rest.indexOf(line)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}
