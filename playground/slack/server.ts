import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { readBytes, readUpload } from './web-api/read-body.ts'
import type { World } from './world/world.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

export type Routes = {
  /** `POST /api/METHOD`; gets the method's name. */
  readonly webApi: Handler
  /** `POST /commands/…` and `/actions/…`. */
  readonly responseUrl: Handler
  readonly world: World
  /** What broke inside; the caller gets a 500. */
  readonly onError: (error: unknown) => void
}

/** One HTTP server for the Web API, response_urls, uploads and downloads. */
export function createSlackServer({ onError, ...routes }: Routes): Server {
  return createServer((request, response) => {
    route(routes, request, response).catch((error: unknown) => {
      // The caller gave up in the middle of its own request: that is no fault of ours.
      if (!request.complete) return
      if (!response.headersSent) response.writeHead(500).end()
      onError(error)
    })
  })
}

async function route(
  { webApi, responseUrl, world }: Omit<Routes, 'onError'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://slack').pathname
  if (path.startsWith('/api/')) return webApi(request, response, path.slice('/api/'.length))
  if (/^\/(commands|actions)\//.test(path)) return responseUrl(request, response, path)
  if (path.startsWith('/upload/')) return upload(world, request, response)
  if (path.startsWith('/files/')) return download(world, response, path)
  response.writeHead(404).end()
}

async function upload(world: World, request: IncomingMessage, response: ServerResponse) {
  const bytes = await readBytes(request)
  const file = await readUpload(bytes, request.headers['content-type'] ?? '')
  const received = world.files.receive(request.url ?? '', file)
  response.writeHead(received ? 200 : 404).end(received ? `OK - ${file.length}` : 'no such upload')
}

function download(world: World, response: ServerResponse, path: string): void {
  const file = world.files.find(path.split('/')[2] ?? '')
  if (!file?.completed || !file.bytes) return void response.writeHead(404).end()
  // Log output is somebody else's text: a browser must never take it for a page.
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  }
  response.writeHead(200, headers).end(file.bytes)
}
