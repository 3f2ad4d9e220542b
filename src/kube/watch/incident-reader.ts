import { z } from 'zod'
import type { EventSubject, IncidentReader } from '../../core/incidents/incident-reader.ts'
import { happening, inOrder, KubeEvent } from '../../core/kinds/event.ts'
import type { Kind } from '../../core/resource.ts'
import type { Clock } from '../../core/seams.ts'
import { checkFieldSelector } from '../transport/selectors.ts'
import { getCall } from '../session/ask.ts'
import { readLogs } from '../session/logs.ts'
import { translateError } from '../transport/translate-error.ts'
import type { Call } from '../transport/call.ts'
import { createDeadline } from '../transport/deadline.ts'
import { type Answer, readJson, readUpTo } from '../transport/exchange.ts'
import type { Endpoint } from './endpoint.ts'

type Parts = {
  readonly cluster: string
  readonly endpoint: Pick<Endpoint, 'ask'>
  readonly clock: Clock
  readonly lifetime: AbortSignal
}

/** A thread can do without: nobody waits long for it. */
const DEADLINE_MS = 5_000
/** Events of one object; the API server keeps them for an hour. */
const MOST_EVENTS = 200

const EVENTS: Kind = {
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  verbs: ['list'],
  subresources: [],
}
const EventList = z.looseObject({ items: z.array(z.unknown()).nullish() })

/** Logs and events in the bot's own name, over the connections of its watches. */
export function createIncidentReader(parts: Parts): IncidentReader {
  return {
    cluster: parts.cluster,
    logs: (query, signal) => {
      const bytes = (call: Call, limit: number) =>
        ask(call, (body) => readWhole(body, limit), { ...parts, signal })
      return readLogs({ bytes }, query)
    },
    async events(of, signal) {
      const found = await ask(eventsCall(of), readJson, { ...parts, signal })
      const items = EventList.safeParse(found).data?.items ?? []
      const read = items.flatMap((item) => KubeEvent.safeParse(item).data ?? [])
      return inOrder(read.map(happening).filter(({ at }) => !Number.isNaN(at.getTime())))
    },
  }
}

async function readWhole(body: Answer['body'], limit: number) {
  const { bytes, whole, broken } = await readUpTo(body, limit)
  if (broken) throw broken
  return { bytes, truncated: !whole }
}

function eventsCall({ kind, name, namespace = NODES_EVENTS }: EventSubject): Call {
  const fields = `involvedObject.kind=${kind},involvedObject.name=${name}`
  const query = { fieldSelector: checkFieldSelector(fields), limit: String(MOST_EVENTS) }
  return { ...getCall({ kind: EVENTS, namespace }), query }
}

/** Events of what has no namespace are kept there: client-go's tools/events, event_recorder.go. */
const NODES_EVENTS = 'default'

async function ask<T>(
  call: Call,
  read: (body: Answer['body']) => Promise<T>,
  { endpoint, clock, lifetime, cluster, signal: outer }: Parts & { readonly signal: AbortSignal },
): Promise<T> {
  const ends = AbortSignal.any([lifetime, outer])
  const { signal, release } = createDeadline(clock, DEADLINE_MS, ends)
  try {
    return await read((await endpoint.ask(call, signal)).body)
  } catch (error) {
    throw translateError(error, { call, cluster, user: 'deckwatch', sent: true })
  } finally {
    release()
  }
}
