import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Clock } from '../../../src/core/seams.ts'
import { isObject, parseJson } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Ack, Delivery, Transport } from './delivery.ts'
import { ACK_MS } from './delivery.ts'
import type { Connection, DisconnectReason } from './connection.ts'
import { createConnection } from './connection.ts'
import { createTickets } from './tickets.ts'

const MOST = 10

type Parts = {
  readonly clock: Clock
  readonly appId: string
  readonly faults: PlannedFaults
  /** `ws://127.0.0.1:PORT` */
  readonly socketUrl: () => string
  readonly connectionSeconds: number
  readonly onFrame: (name: string, direction: 'to-bot' | 'to-slack', frame: unknown) => void
  readonly onConnections: (count: number) => void
}

/** Delivers over the WebSockets that the bot opened. */
export type SocketMode = Transport & {
  /** A fresh address, good for one connection. */
  openUrl(): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Tells every connection (or the first only) to go, as at a refresh. */
  disconnect(reason: DisconnectReason, which?: 'all' | 'first'): void
  /** Cuts every connection without a word. */
  cut(): void
  /** Sends any frame to every connection. */
  junk(frame: string | Buffer): void
  stop(): void
}

export function createSocketMode(parts: Parts): SocketMode {
  const { clock, faults } = parts
  const server = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 })
  const tickets = createTickets(clock)
  const open = new Set<Connection>()
  const refusedSockets = new Set<Duplex>()
  const waiting = new Map<string, (ack: Ack) => void>()
  let turn = 0

  const onAck = (text: string) => {
    const ack = parseJson(text)
    if (!isObject(ack) || typeof ack['envelope_id'] !== 'string') return
    parts.onFrame('ack', 'to-slack', ack)
    waiting.get(ack['envelope_id'])?.({ acked: true, body: ack['payload'] })
  }

  const greet = (connection: Connection, life: number) => {
    const frame = hello(parts.appId, open.size, life)
    connection.send(frame)
    parts.onFrame('hello', 'to-bot', frame)
  }

  const accept = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const life = tickets.redeem(request.url ?? '', parts.connectionSeconds)
    if (life === undefined) return refuse(socket, '401 Unauthorized')
    const quiet = faults.takeSocket()
    if (quiet === 'refuse-upgrade') return refuse(socket, '503 Service Unavailable')
    if (quiet === 'never-answer-upgrade') return void refusedSockets.add(socket)
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = createConnection({ webSocket, clock, life, onText: onAck })
      const full = open.size >= MOST
      open.add(connection)
      webSocket.on('close', () => {
        open.delete(connection)
        parts.onConnections(open.size)
      })
      parts.onConnections(open.size)
      if (quiet !== 'no-hello') greet(connection, life)
      if (full) connection.disconnect('too_many_websockets')
    })
  }

  const pick = () => {
    const ready = [...open].filter((connection) => connection.ready())
    return ready[turn++ % Math.max(ready.length, 1)]
  }

  const send = (delivery: Delivery): Promise<Ack> => {
    const connection = pick()
    if (!connection) return Promise.resolve({ acked: false, reason: 'dispatch_failed' })
    const envelope = wrap(delivery)
    const copies = faults.takeDuplicate() ? 2 : 1
    const { promise, resolve } = Promise.withResolvers<Ack>()
    const cancel = clock.after(ACK_MS, () => resolve({ acked: false, reason: 'operation_timeout' }))
    waiting.set(envelope.envelope_id, resolve)
    for (let copy = 0; copy < copies; copy++) connection.send(envelope)
    return promise.finally(() => {
      cancel()
      waiting.delete(envelope.envelope_id)
    })
  }

  return {
    send,
    connections: () => open.size,
    openUrl: () => `${parts.socketUrl()}/link/?ticket=${tickets.create()}&app_id=${parts.appId}`,
    upgrade: accept,
    disconnect(reason, which = 'all') {
      const told = which === 'all' ? [...open] : [...open].slice(0, 1)
      for (const connection of told) connection.disconnect(reason)
    },
    cut: () => open.forEach((connection) => connection.cut()),
    junk: (frame) => open.forEach((connection) => connection.raw(frame)),
    stop() {
      for (const socket of refusedSockets) socket.destroy()
      for (const connection of open) connection.cut()
      server.close()
    },
  }
}

const refuse = (socket: Duplex, status: string) =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)

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
