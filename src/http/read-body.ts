import type { IncomingMessage } from 'node:http'
import { limitedBytes } from '../core/limited-bytes.ts'

/** The raw bytes, or undefined when there are more than `most`. Rejects when the sender breaks off. */
export async function readBody(
  request: IncomingMessage,
  most: number,
): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  return limitedBytes(request, most)
}
