import type { RawData, WebSocket } from 'ws'
import type { Clock } from '../../../src/core/seams.ts'

const PING_MS = 10_000
const WARNING_MS = 10_000
const CLOSE_MS = 1000

export type DisconnectReason =
  | 'warning'
  | 'refresh_requested'
  | 'link_disabled'
  | 'too_many_websockets'

/** One WebSocket to the bot, from its hello to its end. */
export type Connection = {
  send(frame: object): void
  raw(frame: string | Buffer): void
  /** Says goodbye; all but a warning close the connection a second later. */
  disconnect(reason: DisconnectReason): void
  cut(): void
  /** May new payloads be sent here? */
  ready(): boolean
}

type Parts = {
  readonly webSocket: WebSocket
  readonly clock: Clock
  /** Seconds until Slack asks for a refresh. */
  readonly life: number
  readonly onText: (text: string) => void
}

export function createConnection({ webSocket, clock, life, onText }: Parts): Connection {
  let leaving = false
  const timers = new Map<string, () => void>()
  const later = (name: string, ms: number, run: () => void) =>
    timers.set(name, clock.after(ms, run))

  const disconnect = (reason: DisconnectReason) => {
    send({ type: 'disconnect', reason, debug_info: { host: 'applink-embedded' } })
    if (reason === 'warning') return
    leaving = true
    later('close', CLOSE_MS, () => webSocket.close(1000))
  }
  const send = (frame: object) => {
    if (webSocket.readyState === webSocket.OPEN) webSocket.send(JSON.stringify(frame))
  }
  const ping = () => {
    if (webSocket.readyState === webSocket.OPEN) webSocket.ping('Ping from applink-embedded')
    later('ping', PING_MS, ping)
  }

  later('ping', PING_MS, ping)
  later('warning', life * 1000 - WARNING_MS, () => disconnect('warning'))
  later('refresh', life * 1000, () => disconnect('refresh_requested'))
  webSocket.on('message', (data) => onText(asText(data)))
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => timers.forEach((cancel) => cancel()))

  return {
    send,
    disconnect,
    raw: (frame) => webSocket.send(frame),
    cut: () => webSocket.terminate(),
    ready: () => !leaving && webSocket.readyState === webSocket.OPEN,
  }
}

const asText = (data: RawData) =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data))).toString('utf8')
