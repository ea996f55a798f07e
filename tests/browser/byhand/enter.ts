/** A case of the casebook, typed into the window from its first line to its last claim, by keyboard alone. Nothing is asked of the engine but the words the window shows. */
import { type Act, article, type Book, BOOK, type Case, type Claim, dateWords, type Measure, nameOf, party, titleOf } from './book'
import type { Hands } from './hands'

/** Words the window shows for the codes of the casebook. */
export type Word = (vocabulary: string, code: string) => string

/** What somebody remembers who enters one case after the other: who and what was made before, and what the last form said. */
export class Clerk {
  private readonly made = new Set<string>()
  /** Places of the case one is in. */
  private places = new Set<string>()
  /** Claims that were entered. */
  private readonly written = new Set<string>()

  constructor(
    private readonly hands: Hands,
    private readonly word: Word,
  ) {}

  /** Enters a case; what the hands cost stands in the hands. */
  async enter(one: Case): Promise<void> {
    const { hands } = this
    await hands.press('Control+Shift+n')
    await hands.until('the line of a new case', () => hands.page.evaluate(() => document.querySelector('dialog[open]')?.contains(document.activeElement) && document.activeElement?.tagName === 'INPUT'))
    hands.think()
    await hands.type(one.title)
    await hands.press('Enter')
    await hands.until('the new case', () => hands.page.evaluate((title) => document.querySelector('article.case')?.getAttribute('aria-label') === title, one.title))
    this.places = new Set()
    await this.summary(one)
    await this.details(one)
    await this.acts(one)
    await this.measures(one)
    await this.proceedings(one)
    await this.people(one)
    await this.claims(one)
  }

  private async tab(number: number): Promise<void> {
    const { hands } = this
    hands.think()
    // A number is text in a field: out of it first.
    if (await hands.page.evaluate(() => document.activeElement?.tagName === 'INPUT')) await hands.press('Escape')
    await hands.press(String(number))
    await hands.until('the tab', () => hands.page.evaluate((at) => [...document.querySelectorAll('main [role=tab]')][at]?.getAttribute('aria-selected') === 'true', number - 1))
  }
  /** `n`, and the form is there with the focus in it. */
  private async fresh(): Promise<void> {
    const { hands } = this
    await hands.press('n')
    await this.form()
  }
  private async form(): Promise<void> {
    const { hands } = this
    await hands.until('the form', () => hands.page.evaluate(() => document.querySelector('form.frame')?.contains(document.activeElement)))
  }
  private async press(button: string): Promise<void> {
    await this.hands.reach(button)
    await this.hands.press('Enter')
  }

  private async who(field: string, id: string | undefined, kinds: string[], last = false): Promise<void> {
    if (!id) return
    const name = nameOf(id)
    const kind = kinds.includes(party(id).kind) ? party(id).kind : (kinds[0] ?? '')
    const fresh = { person: 'New person', group: 'New group', organisation: 'New organisation', unit: 'New unit or agency', unknown: 'Someone not known yet,' }[kind]
    if (this.made.has(id)) await this.hands.choose(field, name, { short: short(name), last })
    else await this.hands.choose(field, name, { fresh: `${fresh} “${name}”`, last })
    this.made.add(id)
  }
  private async place(field: string, name: string | undefined): Promise<void> {
    if (!name) return
    const known = this.places.has(name)
    await this.hands.choose(field, name, known ? { short: short(name) } : { fresh: `New place “${name}”` })
    this.places.add(name)
  }
  private async articles(codes: string[] | undefined, chosen: string[] = []): Promise<void> {
    for (const code of codes ?? []) {
      if (chosen.includes(code)) continue
      const one = BOOK.provisions.find((each) => each.code === code) as Book['provisions'][number]
      const words = one.part ? `Art. ${one.article} part ${one.part} ${one.law}` : `Art. ${one.article} ${one.law}`
      if (this.made.has(code)) await this.hands.choose('Law articles', words, { short: one.article ?? '' })
      else await this.hands.choose('Law articles', article(code), { fresh: `Add “${article(code)}”` })
      this.made.add(code)
    }
  }
  private term(field: string, vocabulary: string, code: string): Promise<void> {
    const label = this.word(vocabulary, code)
    return this.hands.choose(field, label, { short: label.slice(0, 6).trim() })
  }

  private async summary(one: Case): Promise<void> {
    const { hands } = this
    await this.press('Write in a paragraph what happened')
    await this.form()
    hands.think()
    await hands.type(one.summary)
    await hands.save()
  }

  private async details(one: Case): Promise<void> {
    const { hands } = this
    await this.press('Details of the case*')
    await this.form()
    for (const code of one.space) await this.term('Civic space', 'space', code)
    await hands.reach('Tags')
    for (const tag of one.tags) {
      hands.think()
      await hands.type(`${tag},`)
    }
    for (const place of one.places) await this.place('Add a place', place)
    await hands.save()
  }

  /** What stands on the first claim about a record can be said in the form of the record itself. */
  private own(one: Case, path: string): Claim | undefined {
    const claim = one.claims.find((each) => each.about === path)
    return claim && !claim.conflicts_with ? claim : undefined
  }
  private async said(claim: Claim | undefined): Promise<void> {
    if (!claim) return
    await this.source(claim.source)
    await this.hands.locator('Where in the source', claim.locator)
    await this.hands.field('What the source says', claim.says)
    this.written.add(claim.id)
  }

  private async acts(one: Case): Promise<void> {
    const { hands } = this
    await this.tab(4)
    let last: Act | undefined
    for (const group of alike(one.acts, ({ id: _, victim: __, ...rest }) => rest)) {
      const [act, ...others] = group as [Act, ...Act[]]
      const again = last !== undefined && last.victim === act.victim && (['place', 'stated_reason'] as const).every((key) => !last?.[key] || act[key]) && (last.provisions ?? []).every((code) => act.provisions?.includes(code)) && (!last.count || !!act.count) && (last.perpetrators ?? []).length <= 1
      if (again) await this.again()
      else await this.fresh()
      await this.term('What was done', 'act_type', act.type)
      await this.who('To whom', act.victim, ['person', 'group', 'organisation'])
      await hands.field('When', dateWords(act.start))
      await hands.field('Until', act.end ? dateWords(act.end) : '')
      await this.place('Place', act.place)
      await this.articles(act.provisions, again ? last?.provisions : [])
      await this.doers(act.perpetrators ?? [], again ? (last?.perpetrators ?? []) : [])
      await hands.field('Reason that was given', act.stated_reason)
      await hands.field('How it stood at the end', act.outcome)
      if (others.length === 0) await this.said(this.own(one, act.id))
      await hands.field('How many, at least', act.count?.min?.toString())
      await hands.field('At most', act.count?.max?.toString())
      for (const other of others) await this.who('The same was done to', other.victim, ['person', 'group', 'organisation'])
      await hands.save()
      await this.settled()
      last = group.at(-1)
    }
  }
  /** After saving, the button that begins the next one has the focus. */
  private settled(): Promise<void> {
    return this.hands.until('the focus on what comes next', () => this.hands.page.evaluate(() => document.activeElement?.tagName === 'BUTTON'))
  }
  private async again(): Promise<void> {
    await this.hands.press('Enter')
    await this.form()
  }
  private async doers(wanted: string[], now: string[]): Promise<void> {
    if (now.length > 0 && now.join() !== wanted.join()) {
      await this.hands.reach('Alleged perpetrators')
      await this.hands.press('Backspace', now.length)
    }
    if (now.join() !== wanted.join()) for (const id of wanted) await this.who('Alleged perpetrators', id, ['unit', 'organisation', 'group', 'person', 'unknown'])
  }

  private async measures(one: Case): Promise<void> {
    const { hands } = this
    if (one.measures.length === 0) return
    await this.tab(5)
    for (const group of alike(one.measures, ({ party: _, ...rest }) => rest)) {
      const [measure, ...others] = group as [Measure, ...Measure[]]
      await this.fresh()
      await this.who('Person or group', measure.party, ['person', 'group', 'organisation'])
      await this.term('Measure', 'measure', measure.status)
      await hands.field('Since', dateWords(measure.from))
      await hands.field('Until', measure.until ? dateWords(measure.until) : '')
      await this.lasting(measure.duration)
      await hands.field('Ordered by', measure.authority)
      await this.articles(measure.provisions)
      if (others.length === 0) await this.said(this.own(one, `measures.${one.measures.indexOf(measure)}`))
      for (const other of others) await this.who('The same measure also against', other.party, ['person', 'group', 'organisation'])
      await hands.save()
      await this.settled()
    }
  }
  private async lasting(iso: string | undefined): Promise<void> {
    if (!iso) return
    const { hands } = this
    const parts = [...iso.matchAll(/(\d+)([YMWD])/g)]
    // One number goes before the unit that is shown; two are said in words.
    const text = parts.length === 1 && parts[0]?.[2] === 'M' ? parts[0][1] : parts.map(([, count, unit]) => `${count}${(unit ?? '').toLowerCase()}`).join(' ')
    await hands.field('For how long', text)
  }

  private async proceedings(one: Case): Promise<void> {
    const { hands } = this
    if (one.proceedings.length + one.interventions.length === 0) return
    await this.tab(6)
    for (const each of one.proceedings) {
      await this.fresh()
      await this.term('Kind', 'proceeding', each.kind)
      await hands.field('Date', each.date ? dateWords(each.date) : '')
      await hands.field('Court or body', each.court)
      await this.articles(each.provisions)
      await hands.field('What was decided', each.decision)
      await hands.field('Sentence', each.sentence)
      await this.said(this.own(one, `proceedings.${one.proceedings.indexOf(each)}`))
      await hands.save()
      await this.settled()
    }
    for (const each of one.interventions) {
      await this.press('Add an intervention')
      await this.form()
      await this.term('Kind', 'intervention', each.type)
      await hands.field('Date', each.date ? dateWords(each.date) : '')
      for (const id of each.by) await this.who('By whom', id, ['organisation', 'group', 'unit', 'person'])
      await hands.field('To whom', each.to)
      await hands.field('What it said', each.gist)
      await this.said(this.own(one, `interventions.${one.interventions.indexOf(each)}`))
      await hands.save()
      await this.settled()
    }
  }

  private async people(one: Case): Promise<void> {
    const { hands } = this
    const acted = new Set([...one.acts.map((act) => `${act.victim} victim`), ...one.acts.flatMap((act) => (act.perpetrators ?? []).map((id) => `${id} alleged-perpetrator`))])
    const rest = one.involved.filter((part) => !acted.has(`${part.party} ${part.role}`))
    if (rest.length === 0) return
    await this.tab(3)
    for (const part of rest) {
      await this.who('Add someone', part.party, ['person', 'group', 'organisation', 'unit'])
      await this.term('As what', 'role', part.role)
      const before = await hands.page.locator('.role').count()
      await this.press('Add')
      await hands.until('the person in the list', async () => (await hands.page.locator('.role').count()) > before)
    }
  }

  private async claims(one: Case): Promise<void> {
    const { hands } = this
    const rest = one.claims.filter((claim) => !this.written.has(claim.id))
    if (rest.length === 0) return
    await this.tab(8)
    let last: Claim | undefined
    for (const claim of rest) {
      if (last?.about === claim.about) await this.again()
      else await this.fresh()
      const label = await this.about(one, claim.about)
      if (last?.about !== claim.about) await hands.select('About', label)
      const part = /^(?:acts|measures|proceedings|interventions)\.\d+\.(\w+)$/.exec(claim.about)?.[1]
      if (part) await hands.select('Field', { stated_reason: 'Reason that was given', outcome: 'How it stood at the end', count: 'At least', duration: 'For how long', decision: 'What was decided', court: 'Court or body' }[part] ?? part)
      await this.source(claim.source)
      await hands.locator('Where in the source', claim.locator)
      await hands.field('What the source says', claim.says)
      const rival = claim.conflicts_with ? one.claims.find((each) => each.id === claim.conflicts_with) : undefined
      if (rival && this.written.has(rival.id)) await this.rival(rival)
      await hands.save()
      await this.settled()
      this.written.add(claim.id)
      last = claim
    }
  }
  private async rival(rival: Claim): Promise<void> {
    const { hands } = this
    if (await hands.page.getByRole('checkbox', { name: rival.says }).count()) {
      await hands.reach(`${rival.says}*`)
      await hands.press('Space')
    } else await hands.choose('Stands against a claim about something else', rival.says, { short: rival.says.slice(0, 12) })
  }
  private async source(id: string): Promise<void> {
    const title = titleOf(id)
    await this.hands.reach('Source')
    if ((await this.hands.value()).endsWith(` · ${title}`)) return
    if (this.made.has(id)) {
      await this.hands.choose('Source', `* · ${title}`, { short: title.slice(0, 8) })
    } else await this.hands.choose('Source', title, { fresh: `New published source “${title}”` })
    this.made.add(id)
  }
  /** What the list of the form calls what a claim is about. */
  private async about(one: Case, path: string): Promise<string> {
    const labels = await this.hands.page.evaluate(() => [...document.querySelectorAll<HTMLSelectElement>('form.frame select')][0]?.querySelectorAll('option') ? [...(document.querySelector('form.frame select') as HTMLSelectElement).options].map((option) => [(option.parentElement as HTMLOptGroupElement).label, option.label] as const) : [])
    const of = (group: string) => labels.filter(([name]) => name === group).map(([, label]) => label)
    const [, list = '', key = ''] = /^([a-z]+)(?:\.([\w-]+))?/.exec(path) ?? []
    const act = one.acts.find((each) => each.id === path) ?? (list === 'acts' ? one.acts[Number(key)] : undefined)
    if (act) {
      const same = one.acts.filter((each) => each.type === act.type && each.victim === act.victim && each.start === act.start)
      const begin = `${this.word('act_type', act.type)} · `
      const fits = of('Act').filter((label) => label.startsWith(begin))
      return pick(fits, act.victim ? nameOf(act.victim) : '', dateWords(act.start), same.indexOf(act)) ?? begin
    }
    if (list === 'summary') return one.title
    if (list === 'measures') {
      const measure = one.measures[Number(key)]
      return pick(of('Measure').filter((label) => label.startsWith(this.word('measure', measure?.status ?? ''))), nameOf(measure?.party ?? ''), dateWords(measure?.from ?? ''), 0) ?? ''
    }
    if (list === 'proceedings') {
      const each = one.proceedings[Number(key)]
      return pick(of('Proceeding').filter((label) => label.startsWith(this.word('proceeding', each?.kind ?? ''))), each?.court ?? '', dateWords(each?.date ?? ''), 0) ?? ''
    }
    if (list === 'interventions') {
      const each = one.interventions[Number(key)]
      return pick(of('Intervention').filter((label) => label.startsWith(this.word('intervention', each?.type ?? ''))), nameOf(each?.by[0] ?? one.involved[0]?.party ?? ''), dateWords(each?.date ?? ''), 0) ?? ''
    }
    const part = one.involved.find((each) => each.party === key)
    return of('Part in the case').find((label) => label.startsWith(`${nameOf(part?.party ?? '')} · `) && label.includes(this.word('role', part?.role ?? ''))) ?? path
  }
}

/** Of several labels the one with most of the words of a name and a date. */
function pick(labels: string[], name: string, date: string, nth: number): string | undefined {
  const words = `${name} ${date}`.split(/\s+/).filter((word) => word.length > 1 || /\d/.test(word))
  const score = (label: string): number => words.filter((word) => label.includes(word)).length - 0.6 * label.slice(label.indexOf(' · ')).split(/[\s·]+/).filter((word) => word !== '' && !word.endsWith('.') && !words.includes(word)).length
  const best = Math.max(...labels.map(score))
  const list = labels.filter((label) => score(label) === best)
  return list[Math.min(nth, list.length - 1)]
}

/** What can be entered in one form: neighbours that differ in nothing but whom they were done to. */
function alike<T>(list: T[], rest: (one: T) => unknown): T[][] {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = JSON.stringify(rest(one))
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** Enough of a name to see it in the list: five letters of its longest word. */
const short = (name: string): string => (name.split(' ').sort((a, b) => b.length - a.length)[0] ?? name).slice(0, 5)
