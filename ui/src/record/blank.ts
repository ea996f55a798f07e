/** Empty records to begin a form with. The nil id asks the vault to give one. */
import type { Act, Case, Chain, Claim, Comment, Consent, Intervention, Involved, Involvement, Measure, Money, Name, Note, Party, Place, Proceeding, Profile, Provision, Relationship, Rule, Source, SourceIdentity, Task, Term } from '../api/types'

export const NIL = '00000000-0000-0000-0000-000000000000'
export const isNew = (record: { id: string }): boolean => record.id === NIL

export const blank = {
  case: (title: string): Case => ({
    id: NIL, reference: '', title, summary: '', kind: 'monitoring', space: [], status: 'draft', priority: 2, sensitivity: 'internal', owner: '', tags: [], places: [],
    retention_review: null, retention_reason: '',
  }),
  involved: (case_id: string, party = NIL, role = ''): Involved => ({ id: NIL, case_id, party, role, note: '' }),
  act: (case_id: string): Act => ({
    id: NIL, case_id, act_type: '', victim: null, start: null, end: null, place: null, stated_reason: '', provisions: [], attribution: '', outcome: '',
    count_min: null, count_max: null, count_unit: '', sub_counts: [], description: '', sensitivity: 'internal',
  }),
  involvement: (case_id: string, act: string, perpetrator: string): Involvement => ({ id: NIL, case_id, act, perpetrator, degree: '', unit: '', rank: '', basis: '' }),
  measure: (case_id: string): Measure => ({
    id: NIL, case_id, party: NIL, status: '', from: null, until: null, authority: '', place: null, provisions: [], duration: '', expires_on: null, next_review: null, note: '', sensitivity: 'internal',
  }),
  proceeding: (case_id: string): Proceeding => ({
    id: NIL, case_id, kind: '', court: '', number: '', stage: '', judge: '', prosecutor: '', counsel: '', date: null, provisions: [], charges: [], hearings: [], decision: '', sentence: '', sentences: [],
  }),
  intervention: (case_id: string): Intervention => ({ id: NIL, case_id, by: [], kind: '', status: '', addressee: '', date: null, gist: '', response: '', impact: '' }),
  party: (name: string): Party => ({
    id: NIL, kind: 'person', name, description: '', sex: '', birth: null, citizenship: '', occupation: '', flags: [], contact: '', count_min: null, count_max: null, tags: [], sensitivity: 'internal', merged_into: null, merge: {},
  }),
  name: (party: string): Name => ({ id: NIL, party, kind: 'also_known_as', full: '', given: '', patronymic: '', family: '', confidential: false }),
  relationship: (party: string): Relationship => ({ id: NIL, party, other: NIL, kind: '', from: null, until: null, note: '' }),
  source: (confidential: boolean): Source => ({ id: NIL, code: '', kind: confidential ? 'person' : '', confidential, title: '', publisher: '', url: '', date: null, reliability: 'f' }),
  claim: (case_id: string, about_kind: Claim['about_kind'], about_id: string): Claim => ({
    id: NIL, case_id, about_kind, about_id, about_field: '', says: '', quote: '', locator: '', source: NIL, date_given: null, reliability: null, credibility: 'c6', status: 'new', conflicts_with: [], consent: null,
  }),
  consent: (case_id: string | null, party: string | null): Consent => ({
    id: NIL, case_id, party, given_by: '', date: null, how: 'oral', language: '', interpreter: '', risks_explained: false, audiences: {}, valid_until: null, withdrawn_on: null, conditions: '',
  }),
  note: (case_id: string | null): Note => ({ id: NIL, case_id, kind: 'field_note', text: '', links: [], sensitivity: 'internal' }),
  place: (name: string): Place => ({ id: NIL, name, area: '', latitude: null, longitude: null, never_export: false }),
  money: (case_id: string): Money => ({ id: NIL, case_id, amount: '', currency: '', approximate: false, what: '' }),
  chain: (case_id: string): Chain => ({ id: NIL, case_id, to_case: NIL, how: '' }),
  term: (vocabulary: string): Term => ({ id: NIL, vocabulary, code: '', en: '', ru: '', kk: '', group: '', huridocs: '', retired: false }),
  comment: (case_id: string): Comment => ({ id: NIL, case_id, text: '', resolved: false }),
  task: (case_id: string | null): Task => ({ id: NIL, case_id, title: '', due: null, rule: '', legal_basis: '', done: false, rule_id: null, start_kind: null, start_id: null, start: null }),
  rule: (): Rule => ({
    id: NIL, en: '', ru: '', kk: '', starts: 'measure_begins', measures: [], proceedings: [], acts: [], offset: '', before: false, legal_basis: '', note: '', checked: false, retired: false,
  }),
  profile: (): Profile => ({ id: NIL, code: '', en: '', ru: '', kk: '', note: '', limit: 'open', audience: 'named_organisations', unasked: false, stand_in: true, parts: [], retired: false }),
  provision: (): Provision => ({ id: NIL, code: '', title: '', law: '', article: '', part: '' }),
  identity: (id: string): SourceIdentity => ({ id, name: '', also: '', channel: '', safe_times: '', never_by: '', languages: '', interpreter: '', risk: '', risk_review: null, party: null, note: '' }),
}

/** The next act of the same person: all that usually stays the same; the type comes along, selected, so that typing replaces it. */
export function sameAgain(act: Act): Act {
  return {
    ...blank.act(act.case_id), act_type: act.act_type, victim: act.victim, start: act.start, place: act.place, provisions: [...act.provisions], stated_reason: act.stated_reason,
    attribution: act.attribution, count_min: act.count_min, count_max: act.count_max, count_unit: act.count_unit, sensitivity: act.sensitivity,
  }
}
