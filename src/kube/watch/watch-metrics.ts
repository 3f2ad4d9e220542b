import { UsageError } from '../../core/errors.ts'
import { bounded, counter, gauge, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import type { WatchState } from '../../core/watched.ts'
import { HttpFailure, WireFailure } from '../transport/failure.ts'
import type { Informer } from './informer.ts'
import { StaleVersion } from './stale-version.ts'

const cluster = bounded('the clusters that are configured')
const resource = bounded('the kinds that are watched')

const REASONS = [
  'ended',
  'stale',
  'lost',
  'silent',
  'refused',
  'forbidden',
  'gone',
  'other',
] as const
type Reason = (typeof REASONS)[number]

export const WATCH_RESTARTS = counter({
  name: 'deckwatch_watch_restarts_total',
  help: 'Watches that were taken up again: `ended` by the server in good order (every 5 to 10 minutes), everything else broke off.',
  labels: { cluster, reason: REASONS },
})

export const EVENTS = counter({
  name: 'deckwatch_watch_events_total',
  help: 'Changes that watches told of, without bookmarks and first lists.',
  labels: { cluster, resource },
})

export const EVENTS_MERGED = counter({
  name: 'deckwatch_watch_events_merged_total',
  help: 'Changes that were put together with an earlier one of the same object that nobody had heard of yet.',
  labels: { cluster, resource },
})

export const INFORMER_LAG = gauge({
  name: 'deckwatch_informer_lag_seconds',
  help: 'How long ago the API server last said anything about a watched kind: an event, a bookmark, a list or a watch that it took. Of several namespaces the longest.',
  labels: { cluster, resource },
})

export const INFORMER_WATCHING = gauge({
  name: 'deckwatch_informer_watching',
  help: 'Whether a kind is watched now (1), or the bot is blind for it (0): no list yet, broken off, forbidden, not served.',
  labels: { cluster, resource },
})

export const INFORMER_OBJECTS = gauge({
  name: 'deckwatch_informer_objects',
  help: 'Objects of a kind that are kept in memory.',
  labels: { cluster, resource },
})

/** Counted in plain numbers, because there may be thousands a second; read when somebody asks. */
export function meterInformer(
  { tally }: Pick<Informer, 'tally'>,
  labels: { readonly cluster: string; readonly resource: string },
  meter: Meter,
): void {
  meter.read(EVENTS, () => [{ labels, value: tally.events }])
  meter.read(EVENTS_MERGED, () => [{ labels, value: tally.merged }])
}

export const meterRestart = (name: string, error: unknown, meter: Meter): void =>
  meter.count(WATCH_RESTARTS, { cluster: name, reason: reasonOf(error) })

function reasonOf(error: unknown): Reason {
  if (error === undefined) return 'ended'
  if (error instanceof StaleVersion) return 'stale'
  if (error instanceof UsageError) return 'gone'
  if (error instanceof WireFailure) return error.problem === 'late' ? 'silent' : 'lost'
  if (!(error instanceof HttpFailure)) return 'other'
  if (error.statusCode === 410) return 'stale'
  if (error.statusCode === 404 || error.statusCode === 405) return 'gone'
  return error.statusCode === 403 ? 'forbidden' : 'refused'
}

/** How the watches of one cluster are, read when somebody asks. */
export function meterWatches(
  name: string,
  states: () => readonly WatchState[],
  { meter, clock }: { readonly meter: Meter; readonly clock: Clock },
): void {
  const each = (value: (some: readonly WatchState[]) => number | undefined) => () => {
    const byResource = Map.groupBy(states(), (one) => one.resource)
    return [...byResource].flatMap(([kind, some]) => {
      const found = value(some)
      return found === undefined
        ? []
        : [{ labels: { cluster: name, resource: kind }, value: found }]
    })
  }
  const lag = (some: readonly WatchState[]): number | undefined => {
    const heard = some.flatMap(({ lastHeard }) => lastHeard?.getTime() ?? [])
    return heard.length === 0
      ? undefined
      : Math.max(0, clock.now().getTime() - Math.min(...heard)) / 1000
  }
  meter.read(INFORMER_LAG, each(lag))
  meter.read(
    INFORMER_WATCHING,
    each((some) => (some.every(({ state }) => state === 'watching') ? 1 : 0)),
  )
  meter.read(
    INFORMER_OBJECTS,
    each((some) => some.reduce((sum, { objects }) => sum + objects, 0)),
  )
}
