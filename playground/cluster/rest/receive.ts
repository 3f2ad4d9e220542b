import type { IncomingMessage } from 'node:http'
import { refuse } from './refusals.ts'
import { StatusError } from './status-error.ts'

const ROOF = 3 * 1024 * 1024

/** The request's body as JSON; undefined when there is none. Refuses what is too large or not JSON. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = bytesOf(chunk)
    size += bytes.length
    if (size > ROOF)
      throw new StatusError(
        [413, 'RequestEntityTooLarge'],
        `Request entity too large: limit is ${ROOF}`,
      )
    chunks.push(bytes)
  }
  if (size === 0) return undefined
  checkType(request.headers['content-type'] ?? 'application/json')
  return parse(Buffer.concat(chunks).toString())
}

const bytesOf = (chunk: unknown): Buffer =>
  chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(String(chunk))

function checkType(contentType: string) {
  if (/^application\/([a-z-]+\+)?json\b/i.test(contentType)) return
  throw refuse.unsupportedMediaType('application/json, application/yaml')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse.badRequest('couldn’t get version/kind; json parse error: the body is not JSON')
  }
}
