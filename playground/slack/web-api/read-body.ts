import type { IncomingMessage } from 'node:http'
import type { JsonObject } from '../block-kit/json.ts'
import { isObject, parseJson } from '../block-kit/json.ts'

const LIMIT = 60 * 1024 * 1024

/** All bytes of a request; the connection is dropped above 60 MB. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > LIMIT) request.destroy()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export type Body = {
  readonly fields: JsonObject
  readonly kind: 'form' | 'json' | 'other'
  readonly warnings: readonly string[]
  /** What Slack answers instead of looking at the arguments. */
  readonly problem?: string
}

/** Arguments from a form, JSON or multipart body. */
export async function readFields(bytes: Buffer, contentType: string): Promise<Body> {
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') {
    const parsed = parseJson(bytes.toString('utf8'))
    const warnings = /charset=/i.test(contentType) ? [] : ['missing_charset']
    return isObject(parsed)
      ? { kind: 'json', fields: parsed, warnings }
      : { kind: 'json', fields: {}, warnings, problem: 'invalid_json' }
  }
  if (type === 'application/x-www-form-urlencoded')
    return { kind: 'form', fields: form(bytes.toString('utf8')), warnings: [] }
  if (type === 'multipart/form-data')
    return { kind: 'form', fields: await multipart(bytes, contentType), warnings: [] }
  return { kind: 'other', fields: {}, warnings: [] }
}

/** The bytes that were uploaded: the only part of a multipart body that is a file, or the raw body. */
export async function readUpload(bytes: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return bytes
  const file = Object.values(await multipart(bytes, contentType)).find(Buffer.isBuffer)
  return file ?? Buffer.alloc(0)
}

const form = (text: string): JsonObject => Object.fromEntries(new URLSearchParams(text))

async function multipart(bytes: Buffer, contentType: string): Promise<JsonObject> {
  const response = new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
  const fields: Record<string, unknown> = {}
  for (const [name, value] of await response.formData())
    fields[name] = typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer())
  return fields
}
