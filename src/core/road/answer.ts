import type { Identify } from '../actor.ts'
import type { Answer } from '../answer.ts'
import type { Conversation } from '../conversation.ts'
import { DeckwatchError, DeniedError, ForbiddenError } from '../errors.ts'
import type { Meter } from '../meter.ts'
import type { Incoming } from '../request.ts'
import type { Clock, Log } from '../seams.ts'
import type { Scope, View } from '../view.ts'
import type { Admission } from './admission.ts'
import { type Ended, meterCommand } from './command-metrics.ts'
import type { Dispatch, Milestones } from './dispatch.ts'
import { personKey } from './opening.ts'
import type { Refusals } from './refusals.ts'
import { refusalView } from '../cards/refusal-view.ts'
import type { Span, Tracer } from '../tracer.ts'

export type AnswerParts = {
  readonly identify: Identify
  readonly admission: Admission
  readonly dispatch: Dispatch
  readonly refusals: Refusals
  readonly invocation: string
  /** Aborted when the program stops: what is only read is given up soon after, and that is told. */
  readonly stopping: AbortSignal
  readonly clock: Clock
  readonly log: Log
  readonly meter: Meter
  readonly tracer: Tracer
}

/** What a span says instead of an error's code. */
const UNFORESEEN = 'unforeseen'
/** What any one call to a cluster of one request may take; following a rollout is outside of it. */
const READ_DEADLINE_MS = 60_000
/** How long it may still take when the program stops. */
const LAST_MS = 5_000

/** The door: who is it, is it too much, then down the road; whatever goes wrong is told to the one who must act. */
export function createAnswer(parts: AnswerParts): Answer {
  const { tracer } = parts
  return (incoming, conversation) => {
    const attributes = { 'deckwatch.via': incoming.via }
    const run = (span: Span) => answerOne(incoming, conversation, { ...parts, span })
    return tracer.request(incoming.id, () => tracer.span('request', { attributes }, run))
  }
}

async function answerOne(
  incoming: Incoming,
  conversation: Conversation,
  parts: AnswerParts & { readonly span: Span },
): Promise<void> {
  const { span } = parts
  const log = parts.log.child({ via: incoming.via })
  const seen: Seen = { wrote: false }
  const milestones: Milestones = {
    onCommand(command) {
      seen.command = command
      span.set({ 'deckwatch.command': command })
      span.event('command found')
    },
    onCluster(scope) {
      seen.scope = scope
      span.set({ 'k8s.cluster.name': scope.cluster })
      span.event('words understood')
    },
    onWrite: () => void (seen.wrote = true),
  }
  const started = parts.clock.monotonic()
  const note = (ended: Ended['ended']) => {
    const ms = parts.clock.monotonic() - started
    meterCommand(parts.meter, { command: seen.command, ended, ms })
  }
  try {
    note(await handle(incoming, conversation, { ...parts, log, seen, milestones }))
  } catch (error) {
    note({ error })
    span.failed(error instanceof DeckwatchError ? error.code : UNFORESEEN)
    await tellRefusal(error, conversation, { ...parts, log, incoming, seen })
  }
}

/** How far a request came before it was refused. */
type Seen = { wrote: boolean; command?: string; scope?: Scope }

type Handling = AnswerParts & {
  readonly seen: Seen
  readonly milestones: Milestones
}

async function handle(
  incoming: Incoming,
  conversation: Conversation,
  parts: Handling,
): Promise<'answered' | 'throttled'> {
  const started = parts.clock.monotonic()
  if (parts.admission.admit(personKey(incoming.person)) !== 'admitted') return 'throttled'
  const actor = await parts.identify(incoming.person)
  const { person: _, ...rest } = incoming
  const request = { ...rest, actor, at: parts.clock.now() }
  const deadline = createDeadline(parts)
  try {
    const onWrite = () => {
      deadline.lift()
      parts.milestones.onWrite()
    }
    const { signal } = deadline
    await parts.dispatch(request, conversation, { ...parts.milestones, signal, onWrite })
  } finally {
    deadline.lift()
  }
  const ms = Math.round(parts.clock.monotonic() - started)
  const facts = { ...factsOf(incoming, parts.seen), user: actor.user, ms }
  parts.log.info(facts, 'request answered')
  return 'answered'
}

/** Ends the calls of one request when they take too long, and sooner once the program stops; until it is lifted. */
function createDeadline({ clock, stopping }: Pick<AnswerParts, 'clock' | 'stopping'>) {
  const deadline = new AbortController()
  const end = () => deadline.abort(new Error('deadline'))
  const cancels = [clock.after(READ_DEADLINE_MS, end)]
  const hurry = () => void cancels.push(clock.after(LAST_MS, end))
  if (stopping.aborted) hurry()
  else stopping.addEventListener('abort', hurry, { once: true })
  return {
    signal: deadline.signal,
    lift: () => {
      stopping.removeEventListener('abort', hurry)
      for (const cancel of cancels) cancel()
    },
  }
}

/** Who asked for what, where: in the last line of every request. Never the words themselves. */
function factsOf({ id, person: { userId, teamId } }: Incoming, { command, scope }: Seen) {
  return { request: id, userId, teamId, command, cluster: scope?.cluster }
}

type Refusing = AnswerParts & { readonly incoming: Incoming; readonly seen: Seen }

async function tellRefusal(
  error: unknown,
  conversation: Conversation,
  parts: Refusing,
): Promise<void> {
  const { incoming, log, clock, invocation, refusals, seen } = parts
  logRefusal(error, factsOf(incoming, seen), log)
  const around = {
    requestId: incoming.id,
    invocation,
    at: clock.now(),
    nothingChanged: !seen.wrote,
  }
  const refusal = refusalView(error, around)
  const shown: View = seen.scope ? { ...refusal, scope: seen.scope } : refusal
  refusals.remember(personKey(incoming.person), {
    at: clock.now(),
    words: incoming.words,
    view: shown,
  })
  try {
    await conversation.reply(shown, 'private')
  } catch (failure) {
    log.error({ err: failure }, 'refusal not delivered')
  }
}

function logRefusal(error: unknown, asked: ReturnType<typeof factsOf>, log: Log): void {
  const facts = { ...asked, ...(error instanceof DeckwatchError && { code: error.code }) }
  if (!(error instanceof DeckwatchError)) log.error({ ...facts, err: error }, 'request broke')
  else if (error instanceof DeniedError)
    log.warn({ ...facts, audit: 'denied', verdict: error.verdict }, 'request denied')
  else if (error instanceof ForbiddenError)
    log.warn({ ...facts, audit: 'forbidden', right: error.right }, 'request forbidden')
  else
    log.info(
      { ...facts, ...(error.cause !== undefined && { err: error.cause }) },
      'request refused',
    )
}
