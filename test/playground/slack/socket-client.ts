import { once } from 'node:events'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'
import { webClient } from './web-client.ts'

const Frame = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  reason: z.string().optional(),
  num_connections: z.number().optional(),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
  payload: z.looseObject({}).optional(),
})
export type Frame = z.infer<typeof Frame>

/** A bare Socket Mode connection: reads frames one by one, acknowledges what it is told to. */
export type SocketClient = {
  next(): Promise<Frame>
  ack(frame: Frame, payload?: object): void
  readonly webSocket: WebSocket
}

/** Asks for an address, connects, and hands out every frame in order. */
export async function connect(slack: EmbeddedSlack, more = ''): Promise<SocketClient> {
  const { url } = await webClient(slack, slack.appToken).apps.connections.open({})
  const webSocket = new WebSocket(`${url}${more}`)
  const frames: Frame[] = []
  const readers: ((frame: Frame) => void)[] = []
  webSocket.on('message', (data) => {
    const frame = Frame.parse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : ''))
    const reader = readers.shift()
    if (reader) reader(frame)
    else frames.push(frame)
  })
  await once(webSocket, 'open')
  return {
    webSocket,
    next() {
      const frame = frames.shift()
      if (frame) return Promise.resolve(frame)
      return new Promise((resolve) => readers.push(resolve))
    },
    ack: ({ envelope_id }, payload) => webSocket.send(JSON.stringify({ envelope_id, payload })),
  }
}

/** The HTTP status with which an upgrade is refused. */
export function refusal(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    new WebSocket(url).on('unexpected-response', (_, response) => resolve(response.statusCode))
  })
}
