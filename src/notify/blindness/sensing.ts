import type { LeftOut } from '../../core/alert.ts'
import type { ConditionFailures } from '../../core/conditions/condition.ts'
import type { Backlog, Messenger, Outbox } from '../../core/delivery.ts'
import { UnavailableError } from '../../core/errors.ts'
import type { Clock } from '../../core/seams.ts'
import type { HeldBack } from '../../core/held-back.ts'
import type { Watching } from '../../core/watched.ts'
import type { ClockSkew, Senses } from './senses.ts'

export type SensingParts = {
  readonly clock: Clock
  readonly watchings: readonly Pick<Watching, 'cluster' | 'states' | 'clockAhead'>[]
  readonly outbox: Pick<Outbox, 'backlog'>
  readonly messenger: Pick<Messenger, 'channels'>
  /** Kinds that an operator named in the configuration. */
  readonly wanted: ReadonlySet<string>
  readonly conditionFailures: ConditionFailures
  readonly alertsLeftOut?: ((now: Date) => readonly LeftOut[]) | undefined
  readonly eventsHeldBack?: ((now: Date) => HeldBack | undefined) | undefined
}

/** The store is not asked more often. */
const BACKLOG_MS = 10_000

/** Gathers what the bot knows of itself, now. */
export function createSensing(parts: SensingParts): () => Promise<Senses> {
  const { clock, watchings, messenger, wanted, conditionFailures } = parts
  const backlog = createBacklog(parts)
  return async () => ({
    now: clock.now(),
    watches: watchings.flatMap((watching) => watching.states()),
    wanted,
    clocks: watchings.flatMap(skewOf),
    backlog: await backlog(),
    channels: messenger.channels(),
    conditions: conditionFailures(clock.now()),
    alertsLeftOut: parts.alertsLeftOut?.(clock.now()) ?? [],
    eventsHeldBack: parts.eventsHeldBack?.(clock.now()),
  })
}

function skewOf({ cluster, clockAhead }: SensingParts['watchings'][number]): ClockSkew[] {
  const aheadMs = clockAhead()
  return aheadMs === undefined ? [] : [{ than: cluster, aheadMs }]
}

function createBacklog({ outbox, clock }: Pick<SensingParts, 'outbox' | 'clock'>) {
  let askedAt = Number.NEGATIVE_INFINITY
  let known: Backlog | undefined
  return async (): Promise<Backlog | undefined> => {
    if (clock.monotonic() - askedAt < BACKLOG_MS) return known
    askedAt = clock.monotonic()
    known = await outbox.backlog().catch((error: unknown) => {
      if (error instanceof UnavailableError) return undefined
      throw error
    })
    return known
  }
}
