import type { Fields } from '../json/value.ts'

export type Cause = { readonly reason: string; readonly message: string; readonly field: string }

type Details = {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly Cause[]
  readonly retryAfterSeconds?: number
}

/** A refusal as the API server words it; `status` is the body on the wire. */
export class StatusError extends Error {
  readonly code: number
  readonly reason: string
  readonly details: Details | undefined

  constructor([code, reason]: readonly [number, string], message: string, details?: Details) {
    super(message)
    this.name = 'StatusError'
    this.code = code
    this.reason = reason
    this.details = details
  }

  get status(): Fields {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    }
  }
}
