/** What is done with tasks by one key: done and not done, a suggested deadline taken or waved off, a moved start followed. */
import { api } from '../../api/client'
import type { Suggestion, Task } from '../../api/types'
import { change, complain } from '../../record/desk.svelte'

/** The task as the vault has it now, with the revision to edit it from. */
async function current(id: string): Promise<{ task: Task; base: string } | null> {
  try {
    const { record, revision } = await api.record_get({ kind: 'task', id })
    return record.kind === 'task' ? { task: record.value, base: revision } : null
  } catch (thrown) {
    complain(thrown)
    return null
  }
}

/** Done, or not done after all. */
export async function setDone(id: string, done: boolean): Promise<boolean> {
  const now = await current(id)
  return now !== null && (await change({ kind: 'task', value: { ...now.task, done } }, now.base)) !== null
}

/** Takes a deadline that a rule gave; `done` for one that is not needed, so that it is not offered again. */
export async function take(suggestion: Suggestion, done = false): Promise<boolean> {
  return (await change({ kind: 'task', value: { ...suggestion.task, done } }, null)) !== null
}

/** Lets a task follow its start, which has moved. */
export async function follow(id: string, start: Task['start'], due: string | null): Promise<boolean> {
  const now = await current(id)
  return now !== null && (await change({ kind: 'task', value: { ...now.task, start, due } }, now.base)) !== null
}
