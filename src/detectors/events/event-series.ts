import type { Watched } from '../../core/watched.ts'
import { fieldsOf, momentOf, numberOf, textOf } from '../reading/fields.ts'

/** One event object: the same thing about the same object, however often it happened. */
export type EventSeries = {
  readonly reason: string
  readonly message: string
  readonly count: number
  readonly first: Date
  readonly last: Date
}

/** An event as `v1` counts it, or as `events.k8s.io` does; undefined for what says no reason or no time. */
export function eventSeries({ body, createdAt }: Watched): EventSeries | undefined {
  const reason = textOf(body['reason'])
  const series = fieldsOf(body['series'])
  const eventTime = momentOf(body['eventTime'])
  const first = momentOf(body['firstTimestamp']) ?? eventTime ?? momentOf(createdAt)
  if (reason === undefined || !first) return undefined
  const last = momentOf(series['lastObservedTime']) ?? momentOf(body['lastTimestamp']) ?? first
  return {
    reason,
    message: textOf(body['message']) ?? '',
    count: numberOf(series['count']) ?? numberOf(body['count']) ?? 1,
    first,
    last,
  }
}

/** What every reader of events needs to have kept. */
export const EVENT_PATHS = [
  'type',
  'reason',
  'message',
  'count',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
  'series.count',
  'series.lastObservedTime',
  'involvedObject.apiVersion',
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
] as const
