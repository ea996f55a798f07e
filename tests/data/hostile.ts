/** The corpus of `hostile.json` for the tests of the page and of the window. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Entry {
  name: string
  text?: string
  base64?: string
  repeat?: string
  times?: number
  before?: string
  after?: string
  stairs?: string
  steps?: number
  shown?: string
}
export interface HostileText {
  group: string
  /** `group/name`. */
  name: string
  text: string
}
export interface HostileFile {
  name: string
  bytes: Buffer
  /** The media type that a preview has to have, if it has to have one. */
  shown: string | undefined
}

function content(entry: Entry): string {
  if (entry.text !== undefined) return entry.text
  if (entry.stairs !== undefined) return Array.from({ length: entry.steps ?? 0 }, (_, step) => `${'  '.repeat(step)}${entry.stairs}\n`).join('')
  return `${entry.before ?? ''}${(entry.repeat ?? '').repeat(entry.times ?? 0)}${entry.after ?? ''}`
}

export function corpus(): { texts: HostileText[]; files: HostileFile[] } {
  const all = JSON.parse(readFileSync(join(import.meta.dirname, 'hostile.json'), 'utf8')) as { groups: { group: string; texts: Entry[] }[]; files: Entry[] }
  return {
    texts: all.groups.flatMap(({ group, texts }) => texts.map((entry) => ({ group, name: `${group}/${entry.name}`, text: content(entry) }))),
    files: all.files.map((entry) => ({ name: entry.name, bytes: entry.base64 === undefined ? Buffer.from(content(entry)) : Buffer.from(entry.base64, 'base64'), shown: entry.shown })),
  }
}

/** Whether the engine takes it: it refuses control characters other than tabs and ends of lines. */
// eslint-disable-next-line no-control-regex
export const plain = (text: string): boolean => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text) && text.isWellFormed()

/** A casebook with a case, a person, a source and more of each text, the text wherever a person writes freely. With `per`, so many texts share a case. */
export function hostileCasebook(texts: HostileText[], per = 1): { cases: unknown[] } & Record<string, unknown> {
  const numbered = texts.filter(({ text }) => plain(text)).map(({ text }, n) => ({ text, short: text.slice(0, 200), n }))
  const single = numbered.map((one) => caseOf(one))
  const cases = Array.from({ length: Math.ceil(single.length / per) }, (_, at) => together(single.slice(at * per, at * per + per)))
  return {
    about: { title: 'Hostile', country: 'XR', note: '<script>hostile()</script>' },
    parties: numbered.flatMap(({ text, n }) => [
      { id: `p${n}`, kind: 'person', name: text, aka: [text], description: text, tags: [text], more: { citizenship: text, occupation: text, contact: text } },
      { id: `q${n}`, kind: 'unit', name: text },
    ]),
    sources: numbered.map(({ text, n }) => ({ id: `s${n}`, kind: 'report', title: text, publisher: text, reliability: 'C', confidential: false, more: { url: text } })),
    provisions: numbered.map(({ text, n }) => ({ code: `X-${n}`, title: text, law: text, article: text, part: text })),
    act_types: numbered.map(({ text, n }) => ({ code: `x_${n}`, label: text, group: 'other' })),
    cases,
  }
}

interface One { text: string; short: string; n: number }
function caseOf({ text, short, n }: One) {
  return {
    id: `k${n}`, title: text, summary: text, space: ['expression'], places: [text], tags: [text],
    involved: [{ party: `p${n}`, role: 'victim', more: { note: text } }],
    acts: [{ id: `a${n}`, type: `x_${n}`, victim: `p${n}`, perpetrators: [`q${n}`], start: '2025-11', start_words: short, place: text, provisions: [`X-${n}`], stated_reason: text, outcome: text, more: { description: text, count_unit: text } }],
    measures: [{ party: `p${n}`, status: 'house_arrest', from: '2025-11-01', authority: text, place: text, more: { note: text } }],
    proceedings: [{ kind: 'administrative', court: text, date: '2025-12', decision: text, sentence: text, more: { number: text, stage: text, judge: text, prosecutor: text, counsel: text, hearings: [{ date: '2025-12', words: text }] } }],
    interventions: [{ by: [`p${n}`], type: 'letter', to: text, gist: text, more: { response: text, impact: text } }],
    claims: [{ id: `c${n}`, about: `a${n}`, says: text, locator: text, source: `s${n}`, more: { quote: text } }],
    money: [{ amount: 30.5, currency: 'XRU', approx: true, what: text }],
    more: { owner: text, retention_reason: text, notes: [{ kind: 'analysis', text }], tasks: [{ title: text, rule: text, legal_basis: text, due: '2026-01-31' }], consents: [{ given_by: text, language: text, conditions: text }] },
  }
}

/** The first case, with what is in the others. */
function together(cases: ReturnType<typeof caseOf>[]): unknown {
  const [first] = cases as [ReturnType<typeof caseOf>]
  const all = <T>(part: (one: ReturnType<typeof caseOf>) => T[]): T[] => cases.flatMap(part)
  return {
    ...first,
    places: all((one) => one.places), tags: all((one) => one.tags), involved: all((one) => one.involved), acts: all((one) => one.acts), measures: all((one) => one.measures),
    proceedings: all((one) => one.proceedings), interventions: all((one) => one.interventions), claims: all((one) => one.claims), money: all((one) => one.money),
    more: { ...first.more, notes: all((one) => one.more.notes), tasks: all((one) => one.more.tasks), consents: all((one) => one.more.consents) },
  }
}
