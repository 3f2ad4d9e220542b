import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  UnavailableError,
} from '../../core/errors.ts'
import { code, text } from '../../core/text.ts'
import { translateLogRefusal } from './translate-log-refusal.ts'
import { lostAnswer, translateSilence } from './translate-silence.ts'
import { HttpFailure, WireFailure } from './failure.ts'
import { type Circumstances, fullResource, quoteServer, sayCall } from './wording.ts'

/**
 * The only place that knows status codes: turns what the transport met into the errors of core. The server's own
 * sentence is quoted where it alone says what is wrong, cut short; bodies, headers and causes never are.
 */
export function translateError(error: unknown, at: Circumstances): Error {
  if (error instanceof HttpFailure) return translateAnswer(error, at)
  if (error instanceof WireFailure) return translateSilence(error, at)
  return error instanceof Error ? error : new Error('an unknown failure', { cause: error })
}

function translateAnswer(failure: HttpFailure, at: Circumstances): Error {
  const isLog = at.call.about.subresource === 'log'
  if (failure.statusCode === 400 && isLog) return translateLogRefusal(failure, at)
  const meaning = MEANING[failure.statusCode]
  if (meaning) return meaning(failure, at)
  if (failure.statusCode >= 500) return serverFailed(failure, at)
  return new ConflictError(
    'kubernetes-refused',
    text`Cluster ${code(at.cluster)} refused to ${sayCall(at)}: ${quoteServer(failure)}`,
    { cause: failure },
  )
}

const MEANING: Readonly<Record<number, (failure: HttpFailure, at: Circumstances) => Error>> = {
  401: signInRefused,
  403: refused,
  404: notFound,
  409: drifted,
  410: expired,
  422: unprocessable,
  429: busy,
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
  const cause = { cause: failure }
  const said = failure.status?.message
  if (said === undefined) {
    return new UnavailableError(
      'cluster-refused',
      text`Something in front of cluster ${code(at.cluster)} refused the call (403).`,
      cause,
    )
  }
  if (said.includes(' cannot impersonate resource ')) return mayNotImpersonate(failure, at)
  if (/User "[^"]*" cannot /.test(said)) return forbidden(failure, at)
  return new ConflictError(
    'admission-denied',
    text`The cluster’s admission rules refused to ${sayCall(at)}: ${quoteServer(failure)}`,
    cause,
  )
}

function forbidden(failure: HttpFailure, at: Circumstances): ForbiddenError {
  const { verb, namespace, name } = at.call.about
  const right = {
    user: at.user,
    verb,
    resource: fullResource(at.call.about),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
  return new ForbiddenError(
    right,
    text`Kubernetes refused: user ${code(at.user)} cannot ${sayCall(at)} on cluster ${code(at.cluster)}.`,
    { cause: failure },
  )
}

/** Not the person's right is missing but the bot's. */
function mayNotImpersonate(failure: HttpFailure, at: Circumstances): ForbiddenError {
  const { message = '', details } = failure.status ?? {}
  const said = /: User "([^"]*)" cannot impersonate resource "([^"]*)"/.exec(message)
  const [, bot = 'the bot', resource = details?.kind ?? 'users'] = said ?? []
  const name = details?.name
  return new ForbiddenError(
    { user: bot, verb: 'impersonate', resource, ...(name && { name }) },
    text`The bot (${code(bot)}) may not impersonate ${code(`${resource}/${name ?? '*'}`)} on cluster ${code(at.cluster)}.`,
    { cause: failure, hint: text`A cluster admin must grant it that right.` },
  )
}

function notFound(failure: HttpFailure, at: Circumstances): NotFoundError {
  const { about, noun } = at.call
  const isObject = failure.status?.details?.name !== undefined && about.name !== undefined
  if (!isObject) {
    return new NotFoundError(
      'kind-gone',
      text`Cluster ${code(at.cluster)} does not serve ${code(fullResource(about))}.`,
      { cause: failure },
    )
  }
  const where = about.namespace ? text` in ${code(about.namespace)}` : []
  return new NotFoundError(
    'object-not-found',
    text`There is no ${noun ?? about.resource} ${code(about.name ?? '')}${where}.`,
    { cause: failure },
  )
}

/** A failed JSON-Patch `test` has no causes; causes mean that the result would not be a valid object. */
function unprocessable(failure: HttpFailure, at: Circumstances): ConflictError {
  const causes = failure.status?.details?.causes ?? []
  if (causes.length === 0) return drifted(failure, at)
  return new ConflictError(
    'invalid-object',
    text`Kubernetes finds the change invalid: ${quoteServer(failure)}`,
    { cause: failure },
  )
}

function drifted(failure: HttpFailure, { call }: Circumstances): ConflictError {
  const { name, resource } = call.about
  return new ConflictError(
    'drifted',
    text`${call.noun ?? resource} ${code(name ?? '')} changed in the meantime; nothing was done.`,
    { cause: failure, hint: text`Look again, and repeat the command if it is still right.` },
  )
}

function expired(failure: HttpFailure, at: Circumstances): UnavailableError {
  return new UnavailableError(
    'list-expired',
    text`Cluster ${code(at.cluster)} changed faster than the list could be read. Try again in a moment.`,
    { cause: failure },
  )
}

function busy(failure: HttpFailure, at: Circumstances): UnavailableError {
  const { retryAfter, statusCode } = failure
  const when = retryAfter ? text`Try again in ${retryAfter} s.` : text`Try again in a moment.`
  return new UnavailableError(
    'cluster-busy',
    text`Cluster ${code(at.cluster)} cannot answer now (HTTP ${statusCode}). ${when}`,
    { cause: failure, ...(retryAfter !== undefined && { retryAfter }) },
  )
}

function serverFailed(failure: HttpFailure, at: Circumstances): Error {
  if (at.call.writes && isUncertain(failure)) return lostAnswer(failure, at)
  if (failure.status) return busy(failure, at)
  return new UnavailableError(
    'cluster-unreachable',
    text`Cluster ${code(at.cluster)} cannot be reached (HTTP ${failure.statusCode}).`,
    { cause: failure },
  )
}

/** A gateway's own 5xx, the API server's 504 and etcd's time-outs do not say whether the write was made. */
function isUncertain({ statusCode, status }: HttpFailure): boolean {
  if (!status) return true
  return (
    statusCode === 504 || status.reason === 'Timeout' || status.message.startsWith('etcdserver:')
  )
}
