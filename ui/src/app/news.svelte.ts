/** What came in from the team by itself, until somebody has seen it. Kept by the engine; here is what it last said. */
import { api } from '../api/client'
import type { TeamTaken } from '../api/types'

let came = $state.raw<TeamTaken[]>([])
/** Only the last answer counts. */
let turn = 0

async function ask(seen: boolean): Promise<TeamTaken[]> {
  const mine = ++turn
  const answer = await api.team_news({ seen }).catch(() => ({ came: [] }))
  if (mine === turn) came = seen ? [] : answer.came
  return answer.came
}

export const news = {
  get came() { return came },
  /** Records that are new or newer. */
  get records() { return came.reduce((sum, one) => sum + one.added + one.updated, 0) },
  /** Records that were changed on both sides. */
  get conflicts() { return came.reduce((sum, one) => sum + one.conflicts, 0) },
  /** Asks what came. */
  read: (): Promise<unknown> => ask(false),
  /** From now on it is no news. */
  seen: (): Promise<unknown> => ask(true),
  forget(): void {
    turn += 1
    came = []
  },
}
