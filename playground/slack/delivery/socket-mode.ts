import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../src/core/seams.ts'
import { parseJson } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Connection, DisconnectReason } from './connection.ts'
import { createConnection } from './connection.ts'
import type { Ack, Delivery, Transport } from './delivery.ts'
import type { HandOut } from './hand-out.ts'
import { createHandOut } from './hand-out.ts'
import type { PendingAcks } from './pending-acks.ts'
import { createPendingAcks } from './pending-acks.ts'
import type { Opened, Upgrades } from './upgrades.ts'
import { createUpgrades } from './upgrades.ts'

const MOST = 10

type Parts = {
  readonly clock: Clock
  readonly appId: string
  readonly faults: PlannedFaults
  /** `ws://127.0.0.1:PORT` */
  readonly socketUrl: () => string
  readonly connectionSeconds: number
  readonly onFrame: (name: string, direction: 'to-bot' | 'to-slack', frame: unknown) => void
  readonly onConnections: () => void
}

/** Delivers over the WebSockets that the bot opened. */
export type SocketMode = Transport & {
  /** A fresh address, good for one connection. */
  openUrl(): string
  readonly upgrade: Upgrades['handle']
  /** Tells every connection (or the oldest only) to go, as at a refresh. */
  disconnect(reason: DisconnectReason, which?: 'all' | 'first'): void
  /** Cuts every connection without a word. */
  cut(): void
  /** Sends any frame to every connection. */
  junk(frame: string | Buffer): void
  stop(): void
}

export function createSocketMode(parts: Parts): SocketMode {
  const open = new Set<Connection>()
  const acks = createPendingAcks(parts.clock)
  const handOut = createHandOut(open, acks)
  const upgrades = createUpgrades({
    ...parts,
    onOpen: (opened) => join(opened, open, { parts, acks, handOut }),
  })
  return {
    connections: () => [...open].filter((connection) => connection.ready()).length,
    openUrl: () => `${parts.socketUrl()}${upgrades.ticketPath()}&app_id=${parts.appId}`,
    upgrade: upgrades.handle,
    async send(delivery): Promise<Ack> {
      const envelope = wrap(delivery)
      const acked = acks.wait(envelope.envelope_id)
      handOut.give(envelope, parts.faults.takeDuplicate() ? 2 : 1)
      return acked
    },
    disconnect(reason, which = 'all') {
      const told = which === 'all' ? [...open] : [...open].slice(0, 1)
      for (const connection of told) connection.disconnect(reason)
    },
    cut: () => open.forEach((connection) => connection.cut()),
    junk: (frame) => open.forEach((connection) => connection.raw(frame)),
    stop() {
      upgrades.stop()
      for (const connection of open) connection.cut()
    },
  }
}

type Around = { readonly parts: Parts; readonly acks: PendingAcks; readonly handOut: HandOut }

function join(
  { webSocket, life, greeted }: Opened,
  open: Set<Connection>,
  { parts, acks, handOut }: Around,
): void {
  const onText = (text: string) => {
    const frame = parseJson(text)
    if (acks.settle(frame)) parts.onFrame('ack', 'to-slack', frame)
  }
  const connection = createConnection({ webSocket, clock: parts.clock, life, onText })
  open.add(connection)
  webSocket.on('close', () => {
    open.delete(connection)
    handOut.closed(connection)
    parts.onConnections()
  })
  parts.onConnections()
  const frame = hello(parts.appId, open.size, life)
  if (greeted) connection.send(frame)
  if (greeted) parts.onFrame('hello', 'to-bot', frame)
  if (open.size > MOST) connection.disconnect('too_many_websockets')
}

const hello = (appId: string, connections: number, life: number) => ({
  type: 'hello',
  num_connections: connections,
  debug_info: {
    host: 'applink-embedded',
    build_number: 1,
    approximate_connection_time: life,
  },
  connection_info: { app_id: appId },
})

const wrap = ({ type, payload, acceptsResponse, retry }: Delivery) => ({
  envelope_id: randomUUID(),
  type,
  payload,
  accepts_response_payload: acceptsResponse,
  ...(type === 'events_api'
    ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry ? 'timeout' : '' }
    : {}),
})
