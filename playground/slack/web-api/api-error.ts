import type { JsonObject } from '../block-kit/json.ts'

/** `ok: false` with Slack's error code, and whatever else the method tells. */
export class ApiError extends Error {
  readonly code: string
  readonly details: JsonObject

  constructor(code: string, details: JsonObject = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The error for arguments that are wrong in ways Slack explains. */
export const explained = (code: string, messages: readonly string[]) =>
  new ApiError(code, { response_metadata: { messages } })
