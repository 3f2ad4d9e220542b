import { z } from 'zod'

const Hello = z.object({
  type: z.literal('hello'),
  num_connections: z.number().optional().catch(undefined),
})
const Disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().catch('unknown') })
const Envelope = z.object({
  envelope_id: z.string().min(1),
  type: z.string().catch('unknown'),
  payload: z.unknown(),
  retry_attempt: z.number().optional().catch(undefined),
  retry_reason: z.string().optional().catch(undefined),
})

export type Envelope = z.infer<typeof Envelope>
export type Frame =
  | { readonly frame: 'hello' }
  | { readonly frame: 'disconnect'; readonly reason: string }
  | { readonly frame: 'envelope'; readonly envelope: Envelope }
  | { readonly frame: 'unknown' }

/** Reads one Socket Mode frame; whatever is not one is `unknown`, never an exception. */
export function readFrame(raw: string): Frame {
  const json = parse(raw)
  const envelope = Envelope.safeParse(json)
  if (envelope.success) return { frame: 'envelope', envelope: envelope.data }
  if (Hello.safeParse(json).success) return { frame: 'hello' }
  const disconnect = Disconnect.safeParse(json)
  return disconnect.success
    ? { frame: 'disconnect', reason: disconnect.data.reason }
    : { frame: 'unknown' }
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
