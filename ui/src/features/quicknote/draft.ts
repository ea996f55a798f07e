/** Key of the quick note's draft in the vault. */
export const DRAFT = 'note'

export interface NoteDraft {
  text: string
  kind: string
  /** Id of the case, or empty. */
  case: string
}

/** Reads a draft written earlier; null when it is none. */
export function draftOf(value: unknown): NoteDraft | null {
  if (!value || typeof value !== 'object') return null
  const { text, kind, case: caseId } = value as Partial<NoteDraft>
  if (typeof text !== 'string' || text === '') return null
  return { text, kind: typeof kind === 'string' && kind ? kind : 'field_note', case: typeof caseId === 'string' ? caseId : '' }
}

/** The first line of a text that has one. */
export const firstLine = (text: string): string => text.trim().split('\n')[0] ?? ''
