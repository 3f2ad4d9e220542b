import type { ClusterHealth } from './cluster.ts'
import type { Backlog } from './delivery.ts'
import type { Text } from './text.ts'
import type { WatchState } from './watched.ts'

/** How the bot itself is. Holds nothing about the objects of a cluster but how many are watched. */
export type StatusReport = {
  readonly version: string
  /** Since when this process runs. */
  readonly since: Date
  /** Everything that is not as it should be, the worst first. */
  readonly troubles: readonly OwnTroubleNow[]
  readonly clusters: readonly ClusterHealth[]
  readonly slack: SlackLink
  readonly store: StoreState
  /** Undefined while the store does not say. */
  readonly backlog?: Backlog
  /** Undefined where no notifications are configured: then nothing is watched. */
  readonly watching?: WatchingReport
  /** Undefined where none is configured. */
  readonly deadman?: DeadmanState
}

/** How Slack reaches the bot. */
export type SlackLink = {
  readonly mode: 'socket' | 'http'
  /** Socket Mode connections that are open; in http mode 1 while it listens. */
  readonly open: number
  readonly wanted: number
}

export type StoreState = {
  readonly engine: 'sqlite' | 'postgres'
  /** Set while it is away. */
  readonly awaySince?: Date
}

export type OwnTroubleNow = {
  readonly what: Text
  readonly since?: Date
  readonly nextStep?: Text
  /** The incident that tells of it, once it held for long enough. */
  readonly incident?: string
}

export type WatchingReport = {
  readonly watches: readonly WatchState[]
  /** Incidents that go on, the bot's own left out, and how many of them are muted. */
  readonly open: number
  readonly muted: number
}

/** How the dead man's switch is. */
export type DeadmanState = {
  readonly everyMs: number
  /** When the other side last took a ping. */
  readonly pingedAt?: Date
  /** Why it is let go: what is wrong with the bot. */
  readonly letGo?: string
  /** Why the last ping did not get through; never the address. */
  readonly failure?: string
}

/** Port: how the bot is now. Never throws, whatever is away. */
export type Status = () => Promise<StatusReport>
