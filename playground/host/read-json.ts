import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const MOST_BYTES = 256 * 1024

/** A request that cannot be understood; its message is for the one who sent it. */
export class BadRequest extends Error {}

/** The JSON body of a request, as the schema describes it. Throws BadRequest. */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new BadRequest('Send JSON, with content-type application/json.')
  }
  if (!(Number(request.headers['content-length']) <= MOST_BYTES)) {
    throw new BadRequest('Send at most 256 kB, with a content-length.')
  }
  const parsed = schema.safeParse(parseJson(await text(request)))
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error))
  return parsed.data
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new BadRequest('This is not JSON.')
  }
}
