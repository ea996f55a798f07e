/** A few cases at a time, for fields that name one. */
import { api, ApiError } from '../api/client'
import type { CaseFilter } from '../api/types'

export interface NamedCase {
  id: string
  ref: string
  title: string
}

const MOST = 12
const filter = (text: string): CaseFilter => ({ text, status: [], space: [], tags: [], open_measures: false, from: null, until: null, sort: 'changed', limit: MOST })

/** Cases with these words; without any, those worked on last. */
export async function casesLike(words: string): Promise<NamedCase[]> {
  return (await api.case_list(filter(words))).cases
}

/** The case of an id or a reference; null if there is none any more. */
export async function caseNamed(which: string): Promise<NamedCase | null> {
  if (!/^[0-9a-f]{8}-/i.test(which)) return (await casesLike(which)).find((one) => one.ref === which) ?? null
  try {
    const { record } = await api.record_get({ kind: 'case', id: which })
    return record.kind === 'case' ? { id: record.value.id, ref: record.value.reference, title: record.value.title } : null
  } catch (thrown) {
    if (ApiError.of(thrown).code === 'not-found') return null
    throw thrown
  }
}
