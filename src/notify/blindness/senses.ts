import type { LeftOut } from '../../core/alert.ts'
import type { ConditionFailure } from '../../core/conditions/condition.ts'
import type { Backlog, ChannelState } from '../../core/delivery.ts'
import type { HeldBack } from '../../core/held-back.ts'
import type { WatchState } from '../../core/watched.ts'

/** What the bot knows of its own eyes and mouth, at one moment. Plain data. */
export type Senses = {
  readonly now: Date
  /** Every watch of every cluster. */
  readonly watches: readonly WatchState[]
  /** Kinds that an operator named: that one of them is not served is a trouble, else it is a cluster of another make. */
  readonly wanted: ReadonlySet<string>
  readonly clocks: readonly ClockSkew[]
  /** Undefined while the store does not say. */
  readonly backlog: Backlog | undefined
  readonly channels: readonly ChannelState[]
  readonly conditions: readonly ConditionFailure[]
  /** Where an Alertmanager is listened to. */
  readonly alertsLeftOut?: readonly LeftOut[]
  /** Set while Slack leaves events out. */
  readonly eventsHeldBack?: HeldBack | undefined
}

/** Two clocks that surely differ. */
export type ClockSkew = {
  /** Name of a cluster. */
  readonly than: string
  /** How far this process's clock is ahead; below zero when it is behind. */
  readonly aheadMs: number
}
