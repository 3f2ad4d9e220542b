import type { ClusterSession } from '../cluster.ts'
import type { Change, CommandContext } from '../command.ts'
import type { Conversation, LiveMessage } from '../conversation.ts'
import { UsageError } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import type { Plan } from '../plan.ts'
import type { Clock, Ids } from '../seams.ts'
import { text, user } from '../text.ts'
import type { Trail } from '../trail.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import { sayDuration } from '../words/duration.ts'
import { draftPlan } from './draft-plan.ts'
import { execute, rehearse } from './execute.ts'
import { follow, type Followed, type FollowParts } from './follow.ts'
import { passToChange } from './gates.ts'
import { brokenView, outcomeView, type Sight, workingView } from './outcome-view.ts'
import { nothingView, rehearsalView } from './plan-view.ts'
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

/** A change: plan, judge, then show it, or execute and follow it to its verdict. */
export async function runChange(asked: Asked, parts: ChangeParts): Promise<void> {
  const { command, args, context, session, conversation, flags } = asked
  const question = { ...context.desk.facts, command: command.name }
  const draft = await draftPlan({ command, args, context })
  const { request } = context
  const plan = seal(draft, {
    request,
    command,
    cluster: context.cluster.info.cluster,
    reason: flags.reason,
    ids: parts.ids,
  })
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

type Passed = { readonly plan: Plan; readonly verdict: Verdict }

async function carryOut(passed: Passed, asked: Asked, parts: ChangeParts): Promise<void> {
  const { context, conversation } = asked
  const { plan } = passed
  const live = await conversation.live(scoped(workingView(plan), context))
  try {
    const outcome = await writeAndFollow(passed, { ...asked, live }, parts)
    const around = {
      requestId: context.request.id,
      invocation: context.desk.invocation,
      at: parts.clock.now(),
    }
    await live.finish(scoped(outcomeView(plan, outcome, around), context))
  } catch (error) {
    await live.finish(scoped(brokenView(plan), context))
    throw error
  }
}

async function writeAndFollow(
  { plan, verdict }: Passed,
  { context, session, live, onWrite }: Asked & { readonly live: LiveMessage },
  { clock, trail, repeats, stopping }: ChangeParts,
): Promise<Outcome> {
  await trail.intent(plan, verdict)
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
          mayShowLog: (pod) => mayRead(pod, context),
        })
  if (outcome.kind === 'refused') repeats.forget(objectOf(plan))
  await trail.outcome(plan, outcome, execution.auditIds)
  return outcome
}

/** What a crashed pod said is shown to everybody here, so policy must allow the person its logs. */
function mayRead(pod: Pod, { desk }: CommandContext): boolean {
  const { name, namespace } = pod
  const target = { kind: 'pods', group: '', namespace, name }
  const question = { ...desk.facts, command: 'logs', risk: 'read' as const, target }
  return desk.judge.judge(question).kind === 'allow'
}

type Pod = Parameters<FollowParts['mayShowLog']>[0]

/** Follows every target; the first that does not end well is the outcome of the whole. */
async function followAll(
  plan: Plan,
  generations: readonly number[],
  parts: FollowParts,
): Promise<Outcome> {
  const followed = plan.effects.flatMap((effect, i): Followed[] =>
    effect.follow === 'rollout'
      ? [{ target: effect.target, effect, generation: generations[i] ?? 0 }]
      : [],
  )
  const { followInstead } = plan
  const all = followInstead
    ? [{ target: followInstead, generation: followInstead.generation }]
    : followed
  const outcomes = await Promise.all(all.map((one) => follow(one, parts)))
  const unhappy = outcomes.find(({ kind }) => kind !== 'rolled-out')
  return unhappy ?? slowest(outcomes) ?? { kind: 'applied' }
}

const slowest = (outcomes: readonly Outcome[]) =>
  outcomes.toSorted((a, b) => ('tookMs' in b ? b.tookMs : 0) - ('tookMs' in a ? a.tookMs : 0))[0]

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
function objectOf({ requester, cluster, effects, followInstead }: Plan): string {
  const { teamId, userId } = requester
  const targets = [
    ...effects.map(({ target }) => target),
    ...(followInstead ? [followInstead] : []),
  ]
  return JSON.stringify([teamId, userId, cluster, targets.map(({ uid }) => uid)])
}
