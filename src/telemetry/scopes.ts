import { AsyncLocalStorage } from 'node:async_hooks'

/** What is under way where somebody asks. */
export type Scope = {
  /** Id of the request. */
  readonly request?: string
  /** The span, as W3C `traceparent`. */
  readonly trace?: string
  /** The same for the log: `trace_id` and `span_id`. */
  readonly ids?: Readonly<Record<string, string>>
  readonly isQuiet?: boolean
}

/** Follows work through everything that it waits for. */
export type Scopes = {
  current(): Scope
  within<T>(scope: Scope, run: () => T): T
  /** What each line of the log says of it. */
  facts(): Record<string, string>
}

const OUTSIDE: Scope = {}

export function createScopes(): Scopes {
  const storage = new AsyncLocalStorage<Scope>()
  const current = () => storage.getStore() ?? OUTSIDE
  return {
    current,
    within: (scope, run) => storage.run(scope, run),
    facts() {
      const { request, ids } = current()
      return { ...(request !== undefined && { request }), ...ids }
    },
  }
}
