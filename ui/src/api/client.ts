/** The commands of the engine as typed functions: `await api.case_open({ case: 'KZ-003' })`. Refusals are thrown as `ApiError`. */
import { host } from '../host'
import type { CommandName, Commands, Fault, ServiceError } from './types'

/** A refusal or failure of a command, as the engine said it. Shown through `explain`, never raw. */
export class ApiError extends Error {
  readonly code: string
  readonly args: Record<string, string>
  readonly field: string | null
  readonly faults: Fault[]

  constructor(from: Partial<ServiceError> & { code: string }) {
    super(from.code)
    this.name = 'ApiError'
    this.code = from.code
    this.args = Object.fromEntries(Object.entries(from.args ?? {}).map(([key, value]) => [key, String(value)]))
    this.field = from.field ?? null
    this.faults = from.faults ?? []
  }

  /** Makes an `ApiError` of whatever a host threw. */
  static of(thrown: unknown): ApiError {
    if (thrown instanceof ApiError) return thrown
    if (thrown && typeof thrown === 'object' && typeof (thrown as { code?: unknown }).code === 'string') {
      return new ApiError(thrown as ServiceError)
    }
    return new ApiError({ code: 'internal' })
  }
}

export type Api = { [N in CommandName]: (request: Commands[N]['request']) => Promise<Commands[N]['response']> }

type Listener = (name: CommandName, response: unknown) => void
const done = new Set<Listener>()
const failed = new Set<(name: CommandName, error: ApiError) => void>()

/** Calls `listener` after every command that succeeded; returns how to stop. */
export function onDone(listener: Listener): () => void {
  done.add(listener)
  return () => done.delete(listener)
}

/** Calls `listener` after every command that failed; returns how to stop. */
export function onFailed(listener: (name: CommandName, error: ApiError) => void): () => void {
  failed.add(listener)
  return () => failed.delete(listener)
}

async function call(name: CommandName, request: unknown): Promise<unknown> {
  try {
    const response = await host.call(name, request)
    for (const listener of done) listener(name, response)
    return response
  } catch (thrown) {
    const error = ApiError.of(thrown)
    for (const listener of failed) listener(name, error)
    throw error
  }
}

export const api = new Proxy({} as Api, {
  get: (_, name) => (request: unknown) => call(name as CommandName, request),
})
