import type { Clock } from '../../core/seams.ts'
import type { WatchState } from '../../core/watched.ts'

export type Scope = Pick<WatchState, 'cluster' | 'resource' | 'namespace'>

/** How one watch is doing, as it goes. */
export type WatchStatus = {
  readonly scope: Scope
  /** Something came. */
  heard(): void
  /** A complete list is in. */
  listed(): void
  watching(): void
  restarted(): void
  malformed(): void
  failed(state: 'stalled' | 'forbidden' | 'gone', error: Error): void
  /** True once there is nothing to wait for: listed, or not to be had. */
  settled(): boolean
  whenSettled(): Promise<void>
  /** True while what is known can be relied on. */
  knows(): boolean
  current(objects: number): WatchState
}

export function createWatchStatus(scope: Scope, clock: Clock): WatchStatus {
  const settled = Promise.withResolvers<void>()
  let isSettled = false
  let isListed = false
  let state: WatchState['state'] = 'starting'
  let lastHeard: Date | undefined
  let restarts = 0
  let malformed = 0
  let error: string | undefined

  function settle(): void {
    isSettled = true
    settled.resolve()
  }
  return {
    scope,
    heard() {
      lastHeard = clock.now()
    },
    listed() {
      isListed = true
      settle()
    },
    watching() {
      state = 'watching'
      error = undefined
    },
    restarted() {
      restarts++
    },
    malformed() {
      malformed++
    },
    failed(next, why) {
      const isStarting = next === 'stalled' && !isListed
      state = isStarting ? 'starting' : next
      error = why.message
      if (next !== 'stalled') settle()
    },
    settled: () => isSettled,
    whenSettled: () => settled.promise,
    knows: () => isListed && state !== 'forbidden' && state !== 'gone',
    current: (objects) => ({
      ...scope,
      state,
      ...(lastHeard && { lastHeard }),
      objects,
      restarts,
      ...(malformed > 0 && { malformed }),
      ...(error !== undefined && { error }),
    }),
  }
}
