import type { Clock } from '../../core/seams.ts'
import type { WatchState } from '../../core/watched.ts'

export type Scope = Pick<WatchState, 'cluster' | 'resource' | 'namespace' | 'fieldSelector'>

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
  /** Resolves once there is nothing to wait for: listed, or not to be had. */
  settled(): Promise<void>
  /** True while what is known can be relied on. */
  knows(): boolean
  current(objects: number): WatchState
}

type Now = {
  state: WatchState['state']
  lastHeard?: Date
  restarts: number
  malformed?: number
  error?: string
}

export function createWatchStatus(scope: Scope, clock: Clock): WatchStatus {
  const { promise, resolve: settle } = Promise.withResolvers<void>()
  const now: Now = { state: 'starting', restarts: 0 }
  let isListed = false
  const watching = () => {
    now.state = 'watching'
    delete now.error
  }
  return {
    scope,
    heard: () => void (now.lastHeard = clock.now()),
    listed() {
      isListed = true
      watching()
      settle()
    },
    watching,
    restarted: () => void (now.restarts += 1),
    malformed: () => void (now.malformed = (now.malformed ?? 0) + 1),
    failed(state, { message }) {
      now.state = state === 'stalled' && !isListed ? 'starting' : state
      now.error = message
      if (state !== 'stalled') settle()
    },
    settled: () => promise,
    knows: () => isListed && now.state !== 'forbidden' && now.state !== 'gone',
    current: (objects) => ({ ...scope, ...now, objects }),
  }
}
