/** Drafts left open: where their forms are, and a few words to know them by. Keys are `form:owner:record`. */
import type { Route } from '../app/router.svelte'
import { tabOf } from './gaps'
import type { Kind } from '../api/types'

/** Where the form of a draft is; null for one that no screen knows. */
export function routeOfDraft(key: string): Route | null {
  const [form = '', owner = '', record = ''] = key.split(':')
  if (owner === '') return null
  switch (form) {
    case 'case':
      return owner === 'new' ? { screen: 'cases', compose: true } : { screen: 'cases', id: owner, focus: 'details' }
    case 'case-summary':
      return { screen: 'cases', id: owner, focus: `case:${owner}:summary` }
    case 'reading':
      return { screen: 'reading', ...(owner === 'none' ? {} : { id: owner }) }
    case 'party':
      return owner === 'new' ? { screen: 'people', compose: true } : { screen: 'people', id: owner, focus: 'edit' }
    case 'name':
    case 'relationship':
      return { screen: 'people', id: owner }
    case 'source':
      return owner === 'new' ? { screen: 'sources', compose: true } : { screen: 'sources', id: owner, focus: 'edit' }
    case 'consent':
      return { screen: 'cases', id: owner, tab: 'people', focus: `consent:${record}` }
    case 'claim': {
      const about = key.split(':')[3]
      return { screen: 'cases', id: owner, tab: 'sources', focus: record === 'new' ? (about ? `new:${about}` : 'new') : `claim:${record}` }
    }
    case 'task': {
      const focus = `task:${record}`
      return owner === 'none' ? { screen: 'calendar', focus } : { screen: 'cases', id: owner, tab: 'summary', focus }
    }
    case 'rule':
      return { screen: 'calendar', mode: 'rules' }
    case 'act':
    case 'measure':
    case 'proceeding':
    case 'intervention':
    case 'note':
    case 'comment':
      return { screen: 'cases', id: owner, tab: tabOf(form as Kind), focus: record === 'new' ? 'new' : `${form}:${record}` }
    default:
      return null
  }
}

const TELLING = ['title', 'name', 'text', 'says', 'quote', 'full', 'gist', 'decision', 'summary', 'description', 'note', 'stated_reason']

/** The most telling words of a draft; empty when there are none yet. */
export function wordsOfDraft(value: unknown): string {
  const fields = (value as { value?: unknown } | null)?.value
  if (!fields || typeof fields !== 'object') return ''
  const said = (name: string): string => {
    const one = (fields as Record<string, unknown>)[name]
    return typeof one === 'string' ? one.trim() : ''
  }
  return TELLING.map(said).find((one) => one !== '') ?? ''
}
