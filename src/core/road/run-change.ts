import type { ClusterSession } from '../cluster.ts'
import type { Change, CommandContext } from '../command.ts'
import type { Conversation, LiveMessage } from '../conversation.ts'
import { DeniedError, ForbiddenError, UnavailableError, UsageError } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import type { ObjectRef } from '../resource.ts'
import type { Clock, Ids } from '../seams.ts'
import { text, user } from '../text.ts'
import type { Recorded, RefusedChange, Trail } from '../trail.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { draftPlan } from './draft-plan.ts'
import { execute, rehearse } from './execute.ts'
import { followAll } from './follow-all.ts'
import { mayReadLog } from './may-read-log.ts'
import { passToChange } from './gates.ts'
import { brokenView, outcomeView, type Sight, unrecordedView, workingView } from './outcome-view.ts'
import { nothingView, rehearsalView, targetsOf } from './plan-view.ts'
import type { Repeats } from './repeats.ts'
import { scoped } from './run-query.ts'
import { seal } from './seal.ts'

export type ChangeParts = {
  readonly clock: Clock
  readonly ids: Ids
  readonly trail: Trail
  readonly repeats: Repeats
  /** Aborted when the program stops: following ends, the rollout goes on. */
  readonly stopping: AbortSignal
}

type Asked = {
  readonly command: Change
  readonly args: unknown
  readonly context: CommandContext
  readonly session: ClusterSession
  readonly conversation: Conversation
  readonly flags: {
    readonly dryRun: boolean
    readonly public: boolean
    readonly reason: string | undefined
  }
  /** Called right before something is sent that writes. */
  readonly onWrite: () => void
}

/** A change: plan, judge, then show it, or execute and follow it to its verdict. What is refused is put on record. */
export async function runChange(asked: Asked, parts: ChangeParts): Promise<void> {
  const seen: Seen = {}
  try {
    await decide(asked, parts, seen)
  } catch (error) {
    await recordRefusal({ ...asked, seen, error }, parts.trail)
    throw error
  }
}

/** How far a change came, for the record of its refusal. */
type Seen = { plan?: Plan; about?: ObjectRef }

async function decide(asked: Asked, parts: ChangeParts, seen: Seen): Promise<void> {
  const { command, args, context, session, conversation, flags } = asked
  const question = { ...context.desk.facts, command: command.name }
  const draft = await draftPlan({ command, args, context }, (ref) => void (seen.about = ref))
  const { request } = context
  const plan = seal(draft, {
    request,
    command,
    cluster: context.cluster.info.cluster,
    reason: flags.reason,
    ids: parts.ids,
  })
  seen.plan = plan
  const gates = { judge: context.desk.judge, reader: session.reader }
  const verdict = await passToChange(plan, { ...question, risk: plan.risk }, gates)
  const tell = (answer: View) =>
    conversation.reply(scoped(answer, context), flags.public ? 'public' : 'private')

  if (plan.effects.length === 0 && !plan.followInstead) return tell(nothingView(plan))
  if (flags.dryRun) {
    await rehearse(plan, session)
    return tell(rehearsalView(plan))
  }
  throwIfRepeated(plan, parts.repeats)
  return carryOut({ plan, verdict }, asked, parts)
}

/** Whether the record could be kept or not, the refusal stands and is told. */
async function recordRefusal(
  { command, context, seen, error }: Asked & { readonly seen: Seen; readonly error: unknown },
  trail: Trail,
): Promise<void> {
  if (!(error instanceof DeniedError || error instanceof ForbiddenError)) return
  const { request, cluster } = context
  const refused: RefusedChange = {
    requestId: request.id,
    actor: request.actor,
    command: command.name,
    cluster: cluster.info.cluster,
    ...seen,
    error,
  }
  await trail.refusal(refused).catch(onlyUnavailable)
}

type Passed = { readonly plan: Plan; readonly verdict: Verdict }

async function carryOut(passed: Passed, asked: Asked, parts: ChangeParts): Promise<void> {
  const { context, conversation } = asked
  const { plan } = passed
  const live = await conversation.live(scoped(workingView(plan), context))
  const intent = await recordIntent(passed, { ...asked, live }, parts)
  try {
    const ended = await writeAndFollow(plan, { ...asked, live }, parts)
    const around = {
      requestId: context.request.id,
      invocation: context.desk.invocation,
      at: parts.clock.now(),
      audit: intent.seq,
      isRecorded: ended.recorded !== undefined,
    }
    await live.finish(scoped(outcomeView(plan, ended.outcome, around), context))
  } catch (error) {
    await live.finish(scoped(brokenView(plan), context))
    throw error
  }
}

type Live = Asked & { readonly live: LiveMessage }

/** Without a record of what is intended nothing is sent. */
async function recordIntent(
  { plan, verdict }: Passed,
  { context, live }: Live,
  { trail, repeats }: ChangeParts,
): Promise<Recorded> {
  try {
    return await trail.intent(plan, verdict)
  } catch (error) {
    repeats.forget(objectOf(plan))
    await live.finish(scoped(unrecordedView(plan), context))
    throw error
  }
}

type Ended = { readonly outcome: Outcome; readonly recorded: Recorded | undefined }

async function writeAndFollow(
  plan: Plan,
  { context, session, live, onWrite }: Live,
  { clock, trail, repeats, stopping }: ChangeParts,
): Promise<Ended> {
  onWrite()
  const execution = await execute(plan, { session, clock, signal: context.signal })
  const onSight = (sight: Sight) => live.update(scoped(workingView(plan, sight), context))
  const outcome =
    execution.kind === 'ended'
      ? execution.outcome
      : await followAll(plan, execution.generations, {
          reader: session.reader,
          clock,
          signal: stopping,
          onSight,
          mayShowLog: (pod) => mayReadLog(pod, context),
        })
  if (outcome.kind === 'refused') repeats.forget(objectOf(plan))
  // The change is made: that its end could not be recorded must not hide how it ended.
  const recorded = await trail.outcome(plan, outcome, execution.auditIds).catch(onlyUnavailable)
  return { outcome, recorded }
}

function onlyUnavailable(error: unknown): undefined {
  if (!(error instanceof UnavailableError)) throw error
}

/** The same plan by the same person within seconds is a double delivery or a double tap: one effect. */
function throwIfRepeated(plan: Plan, repeats: Repeats): void {
  const ago = repeats.begin(objectOf(plan), plan.words)
  if (ago === undefined) return
  throw new UsageError(
    'already-running',
    text`The same change was begun ${sayDuration(ago)} ago by ${user(plan.requester.userId)}; it was not sent twice.`,
  )
}

/** What one person is at: the same words in another channel may mean another namespace's object. */
function objectOf(plan: Plan): string {
  const { teamId, userId } = plan.requester
  return JSON.stringify([teamId, userId, plan.cluster, targetsOf(plan).map(({ uid }) => uid)])
}
