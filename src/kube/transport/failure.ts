import { z } from 'zod'

/** The API server's own account of what went wrong. Only these fields are kept: a body may hold anything. */
export const Status = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  reason: z.string().default(''),
  details: z
    .object({
      name: z.string().optional(),
      kind: z.string().optional(),
      causes: z.array(z.unknown()).optional(),
    })
    .nullish(),
})
export type Status = z.infer<typeof Status>

/** The server answered, but not with 2xx. `status` is absent when a proxy or a gateway answered instead. */
export class HttpFailure extends Error {
  readonly statusCode: number
  readonly status: Status | undefined
  readonly retryAfter: number | undefined
  constructor(statusCode: number, status: Status | undefined, retryAfter: number | undefined) {
    super(`HTTP ${statusCode} ${status?.reason ?? ''}`.trimEnd())
    this.name = 'HttpFailure'
    this.statusCode = statusCode
    this.status = status
    this.retryAfter = retryAfter
  }
}

/**
 * No usable answer. `not-sent`: the request never left (safe to repeat). `lost`: it left, the answer did not come
 * whole. `late`: our deadline. `cancelled`: the person's signal. `circuit-open`: we did not even try.
 */
export type WireProblem =
  | 'not-sent'
  | 'lost'
  | 'late'
  | 'cancelled'
  | 'circuit-open'
  | 'too-busy'
  | 'too-large'
  | 'unreadable'
  | 'no-credentials'

export class WireFailure extends Error {
  readonly problem: WireProblem
  /** The system's error code, e.g. `ECONNREFUSED`. */
  readonly code: string | undefined
  constructor(problem: WireProblem, options: { cause?: unknown; code?: string | undefined } = {}) {
    super(options.code ? `${problem} (${options.code})` : problem, { cause: options.cause })
    this.name = 'WireFailure'
    this.problem = problem
    this.code = options.code
  }
}

const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
])

/** Sorts what undici or a socket threw: did the request leave or not? In doubt it did. */
export function wireFailure(error: unknown): WireFailure {
  if (error instanceof WireFailure) return error
  const code = codeOf(error)
  const notSent = code !== undefined && NOT_SENT.has(code)
  return new WireFailure(notSent ? 'not-sent' : 'lost', { cause: error, code })
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
