import type { ClusterHealth, ClusterInfo } from '../core/cluster.ts'
import { ConfigError, DeckwatchError } from '../core/errors.ts'
import type { Clock } from '../core/seams.ts'

/** What is known of a cluster from the calls that were made to it; nobody is asked for it. */
export type Health = {
  /** Told of every call's end. */
  note(error: Error | undefined): void
  noteVersion(version: string): void
  /** Told how the self-test ended; a ConfigError is shown until it ends without one. */
  noteTest(error: unknown): void
  current(): ClusterHealth
}

/** Errors that say that the cluster is away; all others are an answer. */
const AWAY = new Set([
  'cluster-unreachable',
  'cluster-timeout',
  'cluster-credentials',
  'answer-lost',
])
/** Errors that say nothing about it. */
const SILENT = new Set(['cancelled', 'cluster-busy'])

export function createHealth(info: ClusterInfo, clock: Clock): Health {
  let state: ClusterHealth['state'] = 'not-asked-yet'
  let since: Date | undefined
  let lastError: string | undefined
  let version: string | undefined
  let fault: string | undefined

  function enter(next: ClusterHealth['state']): void {
    if (state === next) return
    state = next
    since = clock.now()
  }

  return {
    note(error) {
      const code = error instanceof DeckwatchError ? error.code : undefined
      if (code !== undefined && SILENT.has(code)) return
      const away = code !== undefined && AWAY.has(code)
      lastError = away ? error?.message : undefined
      enter(away ? 'unreachable' : 'reachable')
    },
    noteVersion(found) {
      version = found
    },
    noteTest(error) {
      fault = error instanceof ConfigError ? error.message : undefined
    },
    current: () => ({
      ...info,
      state: fault ? 'unreachable' : state,
      ...(version && { version }),
      ...(lastError && { lastError }),
      ...(fault && { lastError: fault }),
      ...(since && { since }),
    }),
  }
}
