import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

export type Call = {
  readonly method: string
  readonly args: Readonly<Record<string, string>>
  readonly token: string
  readonly at: number
}

/** What a method answers: JSON, or a function that does with the response what it likes (reset, hang, 429). */
export type Reply =
  | Readonly<Record<string, unknown>>
  | ((call: Call, response: ServerResponse) => Readonly<Record<string, unknown>> | undefined)

export type SlackServer = {
  readonly apiUrl: string
  readonly url: string
  readonly calls: Call[]
  readonly acks: string[]
  readonly sockets: Set<WebSocket>
  /** Everything posted to a response_url. */
  readonly responses: Record<string, unknown>[]
  callsOf(method: string): Call[]
  /** The next answers of a method, one each; the last stays. */
  on(method: string, ...replies: Reply[]): void
  /** What happens to a new socket; by default it is greeted with `hello`. */
  onSocket(greet: (socket: WebSocket) => void): void
  /** Whether upgrades are answered: a status to refuse with, `hang`, or undefined for yes. */
  refuseUpgrades(how: number | 'hang' | undefined): void
  /** Sends an envelope over the newest open socket, or the given one. */
  deliver(envelope: unknown, socket?: WebSocket): void
  close(): Promise<void>
}

const hello = JSON.stringify({ type: 'hello', num_connections: 1 })

/** A Slack small enough to break at will: Web API, Socket Mode and response_url on one loopback port. */
export async function slackServer(): Promise<SlackServer> {
  const calls: Call[] = []
  const acks: string[] = []
  const responses: Record<string, unknown>[] = []
  const sockets = new Set<WebSocket>()
  const replies = new Map<string, Reply[]>()
  let greet = (socket: WebSocket) => socket.send(hello)
  let refusal: number | 'hang' | undefined
  let ts = 1000

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  const websockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (refusal === 'hang') return
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} Nope\r\n\r\n`)
    websockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened)
      opened.on('close', () => sockets.delete(opened))
      opened.on('message', (data) => {
        const frame = JSON.parse((data as Buffer).toString('utf8')) as { envelope_id?: string }
        if (frame.envelope_id) acks.push(frame.envelope_id)
      })
      greet(opened)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer))
    const body = Buffer.concat(chunks).toString('utf8')
    if (request.url?.startsWith('/response/')) {
      responses.push(JSON.parse(body) as Record<string, unknown>)
      const how = next('response_url')
      if (typeof how === 'function') {
        const call = { method: 'response_url', args: {}, token: '', at: Date.now() }
        return send(response, how(call, response))
      }
      return void response.end('ok')
    }
    const method = request.url?.replace('/api/', '') ?? ''
    const args = Object.fromEntries(new URLSearchParams(body))
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const call = { method, args, token, at: Date.now() }
    calls.push(call)
    const reply = next(method) ?? standard(call)
    send(response, typeof reply === 'function' ? reply(call, response) : reply)
  }

  const next = (method: string): Reply | undefined => {
    const waiting = replies.get(method)
    return waiting && waiting.length > 1 ? waiting.shift() : waiting?.[0]
  }

  const standard = ({ method, args }: Call): Reply => {
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' }
      case 'apps.connections.open':
        return { ok: true, url: `ws://127.0.0.1:${port}/link` }
      case 'chat.postMessage':
        return { ok: true, channel: args['channel'], ts: `${++ts}.000001` }
      case 'conversations.open':
        return { ok: true, channel: { id: `D${args['users']}` } }
      case 'files.getUploadURLExternal':
        return { ok: true, upload_url: `${url}/upload`, file_id: 'F1' }
      case 'files.completeUploadExternal':
        return { ok: true, files: [] }
      default:
        return { ok: true }
    }
  }

  return {
    apiUrl: `${url}/api/`,
    url,
    calls,
    acks,
    sockets,
    responses,
    callsOf: (method) => calls.filter((call) => call.method === method),
    on: (method, ...given) => void replies.set(method, given),
    onSocket: (run) => {
      greet = run
    },
    refuseUpgrades: (how) => {
      refusal = how
    },
    deliver: (envelope, socket = [...sockets].at(-1)) =>
      socket?.send(typeof envelope === 'string' ? envelope : JSON.stringify(envelope)),
    close: async () => {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, json: Readonly<Record<string, unknown>> | undefined): void {
  if (!json || response.writableEnded || response.destroyed) return
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(json))
}

/** Slack's 429. */
export const tooMany =
  (seconds: number): Reply =>
  (_call, response) => {
    response.writeHead(429, { 'retry-after': String(seconds) }).end()
    return undefined
  }
