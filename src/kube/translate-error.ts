import {
  ConflictError,
  ForbiddenError,
  LostAnswerError,
  NotFoundError,
  UnavailableError,
  UsageError,
} from '../core/errors.ts'
import { code, type Text, text } from '../core/text.ts'
import type { Call, Subject } from './transport/call.ts'
import { HttpFailure, type Status, WireFailure } from './transport/failure.ts'

export type Circumstances = {
  readonly call: Pick<Call, 'about' | 'writes' | 'noun'>
  /** The Kubernetes user that the call impersonated. */
  readonly user: string
  readonly cluster: string
  /** Whether the API server may have seen the call. */
  readonly sent: boolean
}

/**
 * The only place that knows status codes: turns what the transport met into the errors of core. The server's own
 * sentence is quoted where it alone says what is wrong, cut short; bodies, headers and causes never are.
 */
export function translateError(error: unknown, at: Circumstances): Error {
  if (error instanceof HttpFailure) return fromAnswer(error, at)
  if (error instanceof WireFailure) return fromSilence(error, at)
  return error instanceof Error ? error : new Error('an unknown failure', { cause: error })
}

function fromSilence(failure: WireFailure, at: Circumstances): Error {
  const cluster = code(at.cluster)
  const cause = { cause: failure }
  if (at.call.writes && at.sent && failure.problem !== 'not-sent') {
    if (MAY_HAVE_HAPPENED.has(failure.problem)) return lostAnswer(failure, at)
  }
  switch (failure.problem) {
    case 'late':
      return new UnavailableError(
        'cluster-timeout',
        text`Cluster ${cluster} did not answer in time (${say(at.call.about)}).`,
        cause,
      )
    case 'cancelled':
      return new UnavailableError('cancelled', text`Cancelled before ${cluster} answered.`, cause)
    case 'too-busy':
      return new UnavailableError(
        'cluster-busy',
        text`Too many calls to cluster ${cluster} are waiting already. Try again in a moment.`,
        { ...cause, retryAfter: 5 },
      )
    case 'too-large':
    case 'unreadable':
      return new UnavailableError(
        'cluster-answer-unreadable',
        text`Cluster ${cluster} gave an answer that cannot be read (${say(at.call.about)}).`,
        cause,
      )
    case 'no-credentials':
      return new UnavailableError(
        'cluster-credentials',
        text`The bot cannot sign in to cluster ${cluster}: its credentials could not be read.`,
        { ...cause, hint: text`An operator finds the reason in the log.` },
      )
    default:
      return unreachable(failure, at)
  }
}

const MAY_HAVE_HAPPENED = new Set(['lost', 'late', 'cancelled', 'too-large', 'unreadable'])

function unreachable(failure: WireFailure, at: Circumstances): UnavailableError {
  const why = failure.code ? ` (${failure.code})` : ''
  const tries = failure.problem === 'circuit-open' ? ' It is tried again every 10 seconds.' : ''
  return new UnavailableError(
    'cluster-unreachable',
    text`Cluster ${code(at.cluster)} cannot be reached${why}.${tries}`,
    { cause: failure },
  )
}

function fromAnswer(failure: HttpFailure, at: Circumstances): Error {
  const { statusCode, status } = failure
  if (statusCode === 401) return signInRefused(failure, at)
  if (statusCode === 403) return refused(failure, at)
  if (statusCode === 404) return notFound(failure, at)
  if (statusCode === 409 || statusCode === 422) return conflict(failure, at)
  if (statusCode === 410) return expired(failure, at)
  if (statusCode === 429) return busy(failure, at)
  if (statusCode >= 500)
    return at.call.writes && isUncertain(failure) ? lostAnswer(failure, at) : busy(failure, at)
  if (at.call.about.subresource === 'log' && status) return logRefused(status, at)
  return new ConflictError(
    'kubernetes-refused',
    text`Cluster ${code(at.cluster)} refused to ${say(at.call.about)}: ${quote(status, failure)}`,
    { cause: failure },
  )
}

function signInRefused(failure: HttpFailure, at: Circumstances): UnavailableError {
  return new UnavailableError(
    'cluster-credentials',
    text`Cluster ${code(at.cluster)} does not accept the bot’s credentials.`,
    { cause: failure, hint: text`An operator must renew them.` },
  )
}

/** RBAC and admission both answer 403; only an authorizer writes `User "x" cannot`. */
function refused(failure: HttpFailure, at: Circumstances): Error {
  const { status } = failure
  const said = status?.message ?? ''
  if (!status) {
    return new UnavailableError(
      'cluster-refused',
      text`Something in front of cluster ${code(at.cluster)} refused the call (403).`,
      { cause: failure },
    )
  }
  if (/ cannot impersonate resource /.test(said)) return mayNotImpersonate(status, failure, at)
  if (/User "[^"]*" cannot /.test(said)) return forbidden(failure, at)
  return new ConflictError(
    'admission-denied',
    text`The cluster’s admission rules refused to ${say(at.call.about)}: ${quote(status, failure)}`,
    { cause: failure },
  )
}

function forbidden(failure: HttpFailure, at: Circumstances): ForbiddenError {
  const { about } = at.call
  const { subresource: _, ...rest } = about
  const right = { ...rest, resource: fullResource(about), user: at.user }
  return new ForbiddenError(
    right,
    text`Kubernetes refused: user ${code(at.user)} cannot ${say(about)} on cluster ${code(at.cluster)}.`,
    { cause: failure },
  )
}

function mayNotImpersonate(
  status: Status,
  failure: HttpFailure,
  at: Circumstances,
): ForbiddenError {
  const bot = /: User "([^"]*)" cannot impersonate/.exec(status.message)?.[1] ?? 'the bot'
  const resource = status.details?.kind ?? 'users'
  const name = status.details?.name
  return new ForbiddenError(
    { user: bot, verb: 'impersonate', resource, ...(name && { name }) },
    text`The bot (${code(bot)}) may not impersonate ${code(`${resource}/${name ?? '*'}`)} on cluster ${code(at.cluster)}.`,
    { cause: failure, hint: text`A cluster admin must grant it the right to.` },
  )
}

function notFound(failure: HttpFailure, at: Circumstances): NotFoundError {
  const { about } = at.call
  const isObject = failure.status?.details?.name !== undefined && about.name !== undefined
  if (isObject) {
    const where = about.namespace ? text` in ${code(about.namespace)}` : []
    return new NotFoundError(
      'object-not-found',
      text`There is no ${at.call.noun ?? about.resource} ${code(about.name ?? '')}${where}.`,
      { cause: failure },
    )
  }
  return new NotFoundError(
    'kind-gone',
    text`Cluster ${code(at.cluster)} does not serve ${code(fullResource(about))}.`,
    { cause: failure },
  )
}

function expired(failure: HttpFailure, at: Circumstances): UnavailableError {
  return new UnavailableError(
    'list-expired',
    text`Cluster ${code(at.cluster)} changed faster than the list could be read. Try again in a moment.`,
    { cause: failure },
  )
}

/** A failed JSON-Patch `test` is 422 without causes; causes mean that the result would not be a valid object. */
function conflict(failure: HttpFailure, at: Circumstances): ConflictError {
  const { status } = failure
  const invalid = failure.statusCode === 422 && (status?.details?.causes?.length ?? 0) > 0
  if (invalid) {
    return new ConflictError(
      'invalid-object',
      text`Kubernetes finds the change invalid: ${quote(status, failure)}`,
      { cause: failure },
    )
  }
  const target = at.call.about.name ?? at.call.about.resource
  return new ConflictError('drifted', text`${code(target)} changed in the meantime.`, {
    cause: failure,
    hint: text`Nothing was changed. Look again and repeat the command if it is still right.`,
  })
}

function busy(failure: HttpFailure, at: Circumstances): UnavailableError {
  const { retryAfter, statusCode } = failure
  const when = retryAfter ? text`Try again in ${retryAfter} s.` : text`Try again in a moment.`
  const gateway = statusCode >= 500 && !failure.status
  return new UnavailableError(
    gateway ? 'cluster-unreachable' : 'cluster-busy',
    gateway
      ? text`Cluster ${code(at.cluster)} cannot be reached (HTTP ${statusCode}). ${when}`
      : text`Cluster ${code(at.cluster)} cannot answer now (HTTP ${statusCode}). ${when}`,
    { cause: failure, ...(retryAfter !== undefined && { retryAfter }) },
  )
}

/** A gateway's own 5xx, the API server's 504 and etcd's time-outs do not say whether the write was made. */
function isUncertain({ statusCode, status }: HttpFailure): boolean {
  if (!status) return true
  return (
    statusCode === 504 || status.reason === 'Timeout' || status.message.startsWith('etcdserver:')
  )
}

function lostAnswer(failure: Error, at: Circumstances): LostAnswerError {
  return new LostAnswerError(
    'answer-lost',
    text`The answer of cluster ${code(at.cluster)} was lost (${say(at.call.about)}): it may or may not have happened.`,
    { cause: failure },
  )
}

/** The kubelet and the API server explain a missing log only in words, with 400. */
function logRefused(status: Status, at: Circumstances): Error {
  const cause = { cause: new HttpFailure(400, status, undefined) }
  const choices = /choose one of: \[([^\]]*)\]/.exec(status.message)?.[1]
  if (choices !== undefined) {
    return new UsageError(
      'container-needed',
      text`${code(at.call.about.name ?? 'The pod')} has several containers: ${choices.replaceAll(' ', ', ')}.`,
      cause,
    )
  }
  if (/^previous terminated container/.test(status.message)) {
    return new NotFoundError('no-previous-container', text`${short(status.message)}.`, cause)
  }
  if (/^container .* is not valid for pod/.test(status.message)) {
    return new NotFoundError('container-not-found', text`${short(status.message)}.`, cause)
  }
  return new ConflictError('container-waiting', text`${short(status.message)}.`, cause)
}

function say(about: Subject): Text {
  const where = about.namespace ? text` in namespace ${code(about.namespace)}` : []
  const name = about.name ? text` ${code(about.name)}` : []
  return text`${about.verb} ${code(fullResource(about))}${name}${where}`
}

const fullResource = ({ resource, subresource }: Subject) =>
  subresource ? `${resource}/${subresource}` : resource

const quote = (status: Status | undefined, failure: HttpFailure) =>
  short(status?.message || `HTTP ${failure.statusCode}`)

const short = (message: string) => (message.length > 300 ? `${message.slice(0, 300)}…` : message)
