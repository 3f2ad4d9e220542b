import type { Clock } from '../../core/seams.ts'
import { HttpFailure, Status, WireFailure, wireFailure } from '../transport/failure.ts'
import type { Endpoint } from './endpoint.ts'
import { createGiveWay } from './give-way.ts'
import type { KeptJson } from './kept-json.ts'
import { createLineSplitter } from './line-splitter.ts'
import { callFor, type Place } from './list-all.ts'
import { isRecord } from './path-tree.ts'
import { StaleVersion } from './stale-version.ts'
import { createWatchdog, Silence } from './watchdog.ts'
import { isTooLarge } from './what-now.ts'

/** As client-go: watches of different ages do not all end at once. */
const SHORTEST_S = 300

export type WatchEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  readonly object: unknown
}

type Parts = {
  readonly endpoint: Pick<Endpoint, 'ask' | 'probe'>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly json: KeptJson
  readonly random: () => number
  /** What there is has not come yet. */
  readonly isBeginning: () => boolean
  /** The server took the watch. */
  readonly onOpen: () => void
  /** Bytes came, whatever they say. */
  readonly onHeard: () => void
  readonly onEvent: (event: WatchEvent) => void
}

/**
 * Watches from a version on until the server ends it or is silent, without one from all there is; throws how it
 * broke. A half line is never an event.
 */
export async function follow(
  place: Place,
  version: string | undefined,
  parts: Parts,
): Promise<'ended' | 'silent'> {
  const { endpoint, clock, signal, isBeginning } = parts
  const watchdog = createWatchdog({ clock, outer: signal, probe: endpoint.probe, isBeginning })
  const timeoutSeconds = String(Math.round(SHORTEST_S * (1 + parts.random())))
  const from = version === undefined ? ALL : { resourceVersion: version }
  const { fieldSelector } = place
  const query = { watch: '1', allowWatchBookmarks: 'true', ...from, timeoutSeconds, fieldSelector }
  const call = { ...callFor('watch', place), query }
  const giveWay = createGiveWay(clock)
  const lines = createLineSplitter()
  try {
    const { body } = await endpoint.ask(call, watchdog.signal)
    parts.onOpen()
    for await (const chunk of body) {
      if (giveWay.isDue()) await giveWay.now()
      watchdog.heard()
      parts.onHeard()
      for (const line of lines.push(toBuffer(chunk))) {
        signal.throwIfAborted()
        parts.onEvent(readEvent(parts.json.event(line)))
      }
    }
    return 'ended'
  } catch (error) {
    if (watchdog.signal.reason instanceof Silence) return 'silent'
    throw watchdog.signal.aborted ? watchdog.signal.reason : asFailure(error)
  } finally {
    watchdog.release()
  }
}

const ALL = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }

const EVENTS = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK'])

function readEvent(event: unknown): WatchEvent {
  if (!isRecord(event)) throw new StaleVersion('the watch sent a line that is no JSON')
  const { type, object } = event
  if (type === 'ERROR') throw errorOf(object)
  if (!isEventType(type)) throw new StaleVersion('the watch sent an event of an unknown type')
  return { type, object }
}

const isEventType = (type: unknown): type is WatchEvent['type'] =>
  typeof type === 'string' && EVENTS.has(type)

function errorOf(object: unknown): Error {
  const status = Status.safeParse(object).data
  const code = isRecord(object) && typeof object['code'] === 'number' ? object['code'] : 500
  if (code === 410 || isTooLarge(status?.message)) return new StaleVersion('too old or too new')
  return new HttpFailure(code, status, undefined)
}

const asFailure = (error: unknown) =>
  error instanceof HttpFailure || error instanceof StaleVersion || error instanceof WireFailure
    ? error
    : wireFailure(error)

const toBuffer = (chunk: unknown) => (Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))
