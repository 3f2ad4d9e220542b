import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Log } from '../../src/core/seams.ts'
import { botAction, clusterAction, slackAction } from './action-schema.ts'
import type { PageFiles } from './build-page.ts'
import { createEventStream, type EventStream } from './event-stream.ts'
import { refusal, SECURITY_HEADERS } from './guard.ts'
import { performInSlack, performOnCluster } from './perform.ts'
import type { PlayingField } from './playing-field.ts'
import { BadRequest, readJson } from './read-json.ts'
import { sendFile, sendProblem } from './send.ts'
import { sendSharedFile } from './shared-file.ts'

export type HostOptions = PlayingField & {
  readonly page: PageFiles
  /** The first choice; the next free one when it is taken. 0 for any. */
  readonly port: number
  readonly log: Log
}

export type Host = { readonly url: string; stop(): Promise<void> }

/** Serves the page, its events and its actions on 127.0.0.1, to this machine's own browser only. */
export async function startHost(options: HostOptions): Promise<Host> {
  const events = createEventStream(options)
  const desk = { ...options, events }
  const server = createServer((request, response) => void answer(desk, request, response))
  const port = await listen(server, options.port)
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      events.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Desk = HostOptions & { readonly events: EventStream }

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  try {
    const refused = refusal(request)
    if (refused) sendProblem(response, 403, refused)
    else await route(desk, request, response)
  } catch (error) {
    if (response.headersSent) response.destroy()
    else if (error instanceof BadRequest) sendProblem(response, 400, error.message)
    else {
      desk.log.warn({ path: request.url, error }, 'playground request failed')
      sendProblem(response, 500, 'That broke in the playground itself. The terminal shows why.')
    }
  }
}

async function route(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'POST') return act(desk, pathname, { request, response })
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendProblem(response, 405, 'Only GET and POST.')
  }
  const sharedFile = /^\/files\/([A-Za-z0-9]+)$/.exec(pathname)?.[1]
  if (sharedFile) return sendSharedFile(desk.slack, sharedFile, response)
  if (pathname === '/events') return desk.events.serve(response)
  const path = pathname === '/' ? '/index.html' : pathname
  const body = desk.page.get(path)
  return body ? sendFile(response, path, body) : sendProblem(response, 404, 'Nothing is here.')
}

type Action = (desk: Desk, request: IncomingMessage) => Promise<void>

const ACTIONS: Readonly<Record<string, Action>> = {
  '/actions/slack': async ({ slack }, request) =>
    performInSlack(slack, await readJson(request, slackAction)),
  '/actions/cluster': async ({ clusters }, request) =>
    performOnCluster(clusters, await readJson(request, clusterAction)),
  '/actions/bot': async ({ bot }, request) => bot.perform((await readJson(request, botAction)).act),
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }

async function act(desk: Desk, pathname: string, { request, response }: Exchange) {
  const perform = ACTIONS[pathname]
  if (!perform) return sendProblem(response, 404, 'Nothing is here.')
  try {
    await perform(desk, request)
    response.writeHead(204).end()
  } catch (error) {
    if (error instanceof BadRequest) throw error
    sendProblem(response, 409, error instanceof Error ? error.message : 'That could not be done.')
  }
}

const TRIES = 20

async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; ; port++) {
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return port === 0 ? chosenPort(server) : port
    } catch (error) {
      if (!isTaken(error) || port >= first + TRIES) throw error
    }
  }
}

function chosenPort(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const isTaken = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
