import { type DeckwatchError, LostAnswerError, UnavailableError } from '../../core/errors.ts'
import { code, type Text, text } from '../../core/text.ts'
import type { WireFailure, WireProblem } from './failure.ts'
import { type Circumstances, sayCall } from './wording.ts'

/** After these a write that left us may have been made. */
const UNCERTAIN: readonly WireProblem[] = ['lost', 'late', 'cancelled', 'too-large', 'unreadable']

/** What it means for a person when no usable answer came. */
export function translateSilence(failure: WireFailure, at: Circumstances): DeckwatchError {
  if (at.call.writes && at.sent && UNCERTAIN.includes(failure.problem))
    return lostAnswer(failure, at)
  const { error, say, ...rest } = MEANING[failure.problem]
  return new UnavailableError(error, say(code(at.cluster), { failure, at }), {
    cause: failure,
    ...rest,
  })
}

export function lostAnswer(failure: Error, at: Circumstances): LostAnswerError {
  return new LostAnswerError(
    'answer-lost',
    text`The answer of cluster ${code(at.cluster)} was lost (${sayCall(at)}): it may or may not have happened.`,
    { cause: failure },
  )
}

type Known = { readonly failure: WireFailure; readonly at: Circumstances }
type Meaning = {
  readonly error: string
  readonly say: (cluster: Text[number], known: Known) => Text
  readonly hint?: Text
  readonly retryAfter?: number
}

const OPERATOR = text`An operator finds the reason in the log.`

const unreachable: Meaning = {
  error: 'cluster-unreachable',
  say: (cluster, { failure }) =>
    text`Cluster ${cluster} cannot be reached${failure.code ? ` (${failure.code})` : ''}.`,
}
const unreadable: Meaning = {
  error: 'cluster-answer-unreadable',
  say: (cluster, { at }) =>
    text`Cluster ${cluster} gave an answer that cannot be read (${sayCall(at)}).`,
}

const MEANING: Readonly<Record<WireProblem, Meaning>> = {
  'not-sent': unreachable,
  lost: unreachable,
  'circuit-open': {
    error: 'cluster-unreachable',
    say: (cluster) =>
      text`Cluster ${cluster} did not answer several times in a row; it is tried again every 10 seconds.`,
    retryAfter: 10,
  },
  late: {
    error: 'cluster-timeout',
    say: (cluster, { at }) => text`Cluster ${cluster} did not answer in time (${sayCall(at)}).`,
  },
  cancelled: { error: 'cancelled', say: (cluster) => text`Cancelled before ${cluster} answered.` },
  'too-busy': {
    error: 'cluster-busy',
    say: (cluster) =>
      text`Too many calls to cluster ${cluster} are waiting. Try again in a moment.`,
    retryAfter: 5,
  },
  'too-large': unreadable,
  unreadable,
  'no-credentials': {
    error: 'cluster-credentials',
    say: (cluster) =>
      text`The bot cannot sign in to cluster ${cluster}: its credentials could not be read.`,
    hint: OPERATOR,
  },
}
