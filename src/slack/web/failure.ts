import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { UnavailableError } from '../../core/errors.ts'
import { code, text } from '../../core/text.ts'

/**
 * refused: Slack said no, `reason` is its own word. limited: 429, wait `retryAfter` seconds. lost: timeout, reset,
 * 5xx or junk, so it is not known whether the call was carried out.
 */
export type FailureKind = 'refused' | 'limited' | 'lost'

/** A Web API call that did not work. Its text is safe to show; the token and the payload are never in it. */
export class SlackFailure extends UnavailableError {
  readonly kind: FailureKind
  readonly method: string
  readonly reason: string
  /** Slack may have done it although this says it did not. */
  readonly mayBeDone: boolean

  constructor(failure: Failure, cause?: unknown) {
    const { kind, method, reason, retryAfter, mayBeDone = kind === 'lost' } = failure
    super(`slack-${kind}`, text`Slack did not carry out ${code(method)}: ${reason}.`, {
      cause,
      ...(retryAfter !== undefined && { retryAfter }),
    })
    this.kind = kind
    this.method = method
    this.reason = reason
    this.mayBeDone = mayBeDone
  }
}

type Failure = {
  readonly kind: FailureKind
  readonly method: string
  readonly reason: string
  readonly retryAfter?: number
  /** Default: when it is lost. */
  readonly mayBeDone?: boolean
}

/** Refusals that no other call will heal: https://docs.slack.dev/reference/methods/auth.test#errors */
const TOKEN_PROBLEMS = new Set([
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'token_expired',
  'token_revoked',
])

/** Whether it is the token that Slack refuses. */
export const isTokenProblem = (error: unknown): error is SlackFailure =>
  error instanceof SlackFailure && TOKEN_PROBLEMS.has(error.reason)

/** Whether Slack will refuse this call however often it is made. A refused token can be replaced. */
export const isForGood = (error: unknown): error is SlackFailure =>
  error instanceof SlackFailure &&
  error.kind === 'refused' &&
  error.reason !== 'channel-busy' &&
  !isTokenProblem(error)

/** Sorts whatever the Slack SDK threw. */
export function toFailure(method: string, error: unknown): SlackFailure {
  if (error instanceof SlackFailure) return error
  if (error instanceof WebAPIRateLimitedError) return limited(method, error.retryAfter)
  if (error instanceof WebAPIPlatformError) return platform(method, error)
  // A 429 without a usable Retry-After is a bare Error in web-api 8.2 (WebClient.js, makeRequest).
  if (error instanceof Error && error.message.startsWith('Retry header')) return limited(method, 30)
  return new SlackFailure({ kind: 'lost', method, reason: 'no usable answer' }, error)
}

/** Slack asks for a minute at most. What is asked for is kept in the store, and something between may ask for days. */
const LONGEST_S = 600

const limited = (method: string, retryAfter: number) =>
  new SlackFailure({
    kind: 'limited',
    method,
    reason: 'ratelimited',
    retryAfter: Math.min(LONGEST_S, Math.max(1, retryAfter)),
  })

const SLACK_WORD = /^[a-z][a-z0-9_]{1,60}$/u
/** Slack's own words for "try again", which come with `ok: false`. */
const TRANSIENT = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
])

function platform(method: string, error: WebAPIPlatformError): SlackFailure {
  const reason = error.data.error
  // A 200 with HTML becomes a platform error whose "code" is the page.
  if (!SLACK_WORD.test(reason) || TRANSIENT.has(reason))
    return new SlackFailure({ kind: 'lost', method, reason: 'no usable answer' })
  if (reason === 'ratelimited' || reason === 'rate_limited')
    return limited(method, error.data.response_metadata?.retryAfter ?? 30)
  return new SlackFailure({ kind: 'refused', method, reason })
}
