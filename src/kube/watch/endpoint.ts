import type { Kind } from '../../core/resource.ts'
import type { ResourceName } from '../../core/watched.ts'
import { type KubeParts, openConnection } from '../connection.ts'
import { createDiscovery } from '../discovery/discovery.ts'
import type { ClusterSettings } from '../settings.ts'
import { createBreaker } from '../transport/breaker.ts'
import type { Caller } from '../transport/call.ts'
import { createGate, type Gate } from '../transport/gate.ts'
import type { SignedExchange } from '../transport/signed-exchange.ts'
import { createTransport } from '../transport/transport.ts'
import { createProbe, type Ask } from './probe.ts'
import { createStreams, type Streams } from './streams.ts'
import { createSkew } from './skew.ts'

/** Every watch holds one, so they have a pool apart from people's calls. */
const CONNECTIONS = 1024
/** Lists are large: more at once would only crowd the API server and our memory. */
const LISTS = 2

/** What all watches of one cluster share: its pool, its discovery, the turns of its lists. */
export type Endpoint = {
  readonly ask: Ask
  readonly lists: Gate
  readonly probe: () => Promise<void>
  readonly streams: Streams
  /** See `Watching`. */
  readonly clockAhead: () => number | undefined
  /** Throws UsageError `unknown-kind` when the cluster does not serve it. */
  kind(resource: ResourceName, signal: AbortSignal): Promise<Kind>
  close(): Promise<void>
}

export function openEndpoint(
  settings: ClusterSettings,
  parts: KubeParts,
  lifetime: AbortSignal,
): Endpoint {
  const { clock, log } = parts
  const { exchange, close } = openConnection(settings, parts, CONNECTIONS)
  const lists = createGate(LISTS, Number.POSITIVE_INFINITY)
  const skew = createSkew(clock)
  const ask: Ask = (call, signal) =>
    skew.measure(() => exchange({ call, caller: BOT, signal, sent: false }))
  const transport = createTransport({
    settings,
    exchange: endingWith(exchange, lifetime),
    gate: lists,
    breaker: createBreaker(log),
    clock,
    onOutcome() {},
    close,
  })
  const discovery = createDiscovery({ transport, clock, log })
  return {
    ask,
    lists,
    probe: createProbe(ask, clock, lifetime),
    streams: createStreams(ask, clock),
    clockAhead: skew.ahead,
    kind: (resource, signal) => discovery.resolve(resource, { ...BOT, signal }),
    close,
  }
}

/** Discovery is read for all at once: it hears no caller's end, only ours, and then nothing is tried again. */
const endingWith =
  (exchange: SignedExchange, lifetime: AbortSignal): SignedExchange =>
  async (trip) => {
    try {
      return await exchange({ ...trip, signal: AbortSignal.any([trip.signal, lifetime]) })
    } catch (error) {
      lifetime.throwIfAborted()
      throw error
    }
  }

const BOT: Caller = { user: 'deckwatch', headers: [] }
