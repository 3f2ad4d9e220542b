import type { Connection } from './connection.ts'
import type { PendingAcks } from './pending-acks.ts'

type Envelope = { readonly envelope_id: string }

/** Gives each envelope to one of the open connections. */
export type HandOut = {
  /** `times` over the same connection. */
  give(envelope: Envelope, times?: number): void
  /** It closed: what it did not acknowledge goes to another one, as it was. */
  closed(connection: Connection): void
}

/** Slack promises no pattern: here payloads go round, so that every connection gets its share. */
export function createHandOut(open: ReadonlySet<Connection>, acks: PendingAcks): HandOut {
  const held = new Map<Connection, Envelope[]>()
  let turn = 0
  const next = () => {
    const ready = [...open].filter((connection) => connection.ready())
    return ready[turn++ % Math.max(ready.length, 1)]
  }
  const give = (envelope: Envelope, times = 1) => {
    const connection = next()
    if (!connection) return acks.fail(envelope.envelope_id, 'dispatch_failed')
    const others = (held.get(connection) ?? []).filter(acks.isAwaited)
    held.set(connection, [...others, envelope])
    for (let i = 0; i < times; i++) connection.send(envelope)
  }
  return {
    give,
    closed(connection) {
      const left = (held.get(connection) ?? []).filter(acks.isAwaited)
      held.delete(connection)
      for (const envelope of left) give(envelope)
    },
  }
}
