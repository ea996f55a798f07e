/** Small records being made from inside a form (a new person, a place, an article): the form waits for them before it saves. */

const under = new Set<Promise<unknown>>()

/** Notes work that a form must wait for. */
export async function during<T>(work: Promise<T>): Promise<T> {
  under.add(work)
  try {
    return await work
  } finally {
    under.delete(work)
  }
}

/** Resolves when nothing is being made any more. */
export async function allMade(): Promise<void> {
  while (under.size > 0) await Promise.allSettled([...under])
}
