import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Clock } from '../../../src/core/seams.ts'
import type { PlannedFaults } from '../faults.ts'
import { createTickets } from './tickets.ts'

export type Opened = {
  readonly webSocket: WebSocket
  /** Seconds until Slack asks for a refresh. */
  readonly life: number
  readonly greeted: boolean
}

/** Turns upgrade requests with a good ticket into WebSockets, unless a fault was planned for them. */
export type Upgrades = {
  /** Path and query of a fresh address, good for one connection. */
  ticketPath(): string
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void
  stop(): void
}

type Parts = {
  readonly clock: Clock
  readonly faults: PlannedFaults
  readonly connectionSeconds: number
  readonly onOpen: (opened: Opened) => void
}

export function createUpgrades({ clock, faults, connectionSeconds, onOpen }: Parts): Upgrades {
  const server = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 })
  const tickets = createTickets(clock)
  const unanswered = new Set<Duplex>()
  return {
    ticketPath: () => `/link/?ticket=${tickets.create()}`,
    handle(request, socket, head) {
      const life = tickets.redeem(request.url ?? '', connectionSeconds)
      if (life === undefined) return refuse(socket, '401 Unauthorized')
      const fault = faults.takeSocket()
      if (fault === 'refuse-upgrade') return refuse(socket, '503 Service Unavailable')
      if (fault === 'never-answer-upgrade') return void unanswered.add(socket)
      server.handleUpgrade(request, socket, head, (webSocket) =>
        onOpen({ webSocket, life, greeted: fault !== 'no-hello' }),
      )
    },
    stop() {
      for (const socket of unanswered) socket.destroy()
      server.close()
    },
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
