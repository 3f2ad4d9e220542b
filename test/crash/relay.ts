import { once } from 'node:events'
import {
  createServer,
  request as plain,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { Agent, createServer as createSecureServer, request as secure } from 'node:https'

/** How far one call has come: to the relay, to the server, back to the relay, back to the bot. */
export type Stage = 'arrived' | 'sent' | 'answered' | 'told'

export type Call = {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: string
  /** Headers as sent; where one was repeated, the last. */
  readonly headers: Readonly<Record<string, string>>
  /** Once it was answered. */
  readonly status?: number
  readonly answer?: string
}

/** True: it goes no further. */
export type OnCall = (stage: Stage, call: Call) => boolean

/** PEM. */
export type Identity = { readonly key: string; readonly cert: string }

export type Relay = { readonly url: string; stop(): Promise<void> }

/**
 * Stands between the bot and a server, unencrypted towards the bot unless it has an identity, and tells of every call how far it has come. A call
 * that was sent is answered to the end, also when the bot is dead by then: that is how one sees what became of it.
 */
export async function startRelay(
  target: string,
  onCall: OnCall,
  identity?: Identity,
): Promise<Relay> {
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true })
  const take = (near: IncomingMessage, back: ServerResponse) =>
    void pass({ near, back, target, agent, onCall }).catch(() => near.destroy())
  const server = identity ? createSecureServer(identity, take) : createServer(take)
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `${identity ? 'https' : 'http'}://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}

type Passing = {
  readonly near: IncomingMessage
  readonly back: ServerResponse
  readonly target: string
  readonly agent: Agent
  readonly onCall: OnCall
}

async function pass(passing: Passing): Promise<void> {
  const { near, back, onCall } = passing
  // A caller that died in the middle of its words has said nothing.
  const call = callOf(near, await readAll(near))
  if (onCall('arrived', call)) return void near.destroy()
  const far = await send(passing, call)
  if (call.method === 'GET') {
    onCall('answered', { ...call, status: far.statusCode ?? 0 })
    return stream(far, back)
  }
  const bytes = await readAll(far)
  const answered = { ...call, status: far.statusCode ?? 0, answer: bytes.toString() }
  if (onCall('answered', answered)) return void near.destroy()
  back.writeHead(far.statusCode ?? 502, withoutLength(far.rawHeaders))
  back.end(bytes, () => onCall('told', answered))
}

/** A watch has no end: what comes is passed on at once. */
function stream(far: IncomingMessage, back: ServerResponse): void {
  back.writeHead(far.statusCode ?? 502, far.rawHeaders)
  back.on('close', () => far.destroy())
  far.on('error', () => back.destroy())
  far.pipe(back)
}

async function send(
  { near, target, agent, onCall }: Passing,
  call: Call,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const options = { method: call.method, headers: withoutLength(near.rawHeaders) }
  const far = target.startsWith('https:')
    ? secure(`${target}${call.path}`, { ...options, agent }, resolve)
    : plain(`${target}${call.path}`, options, resolve)
  far.on('error', reject)
  far.end(call.body, () => onCall('sent', call))
  return promise
}

const callOf = (near: IncomingMessage, body: Buffer): Call => ({
  method: near.method ?? '',
  path: near.url ?? '/',
  body: body.toString(),
  headers: Object.fromEntries(
    Object.entries(near.headers).map(([name, value]) => [name, String(value)]),
  ),
})

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** Repeated headers stay repeated: merged ones would be other groups. */
function withoutLength(raw: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? ''
    if (!/^(content-length|transfer-encoding|connection|keep-alive)$/i.test(name))
      kept.push(name, raw[at + 1] ?? '')
  }
  return kept
}
