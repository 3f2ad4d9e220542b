import type { Request } from '../request.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { ClusterSession, ClusterReader } from '../cluster.ts'
import type { Change, CommandContext } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import { DeniedError, ForbiddenError, UnavailableError } from '../errors.ts'
import type { PlanBook } from '../held/plan-book.ts'
import type { Plan } from '../plan.ts'
import { refusalRecord } from '../records/refusal-record.ts'
import type { ObjectRef } from '../resource.ts'
import type { Clock, Ids } from '../seams.ts'
import type { Trail } from '../trail.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import { newHeld } from './begin-step.ts'
import { alarms, breakGlassVerdict, enterBreakGlass } from './break-glass.ts'
import type { ChangeFlags } from './common-flags.ts'
import { demandView, unmetDemand } from './demands.ts'
import { rehearse } from './execute.ts'
import { reviewAll, throwIfDenied, verdictOn } from './gates.ts'
import { makePlan } from './make-plan.ts'
import { throwIfPiledUp } from './pending-limit.ts'
import type { Perform } from './perform.ts'
import { nothingView, rehearsalView } from '../cards/plan-view.ts'
import { resolveTerms } from './resolve-terms.ts'
import { scoped, scopeOf } from './scope.ts'

export type ChangeParts = {
  readonly clock: Clock
  readonly ids: Ids
  readonly trail: Trail
  readonly book: PlanBook
  readonly approvals: Waiting
  readonly perform: Perform
}

/** Where a change waits that is not made at once. */
export type Waiting = {
  /**
   * When the verdict is an ask with groups and the requester's own demands are met: puts the plan as waiting, with its
   * record, its card and a word to approvers. Returns the private answer.
   */
  hold(holding: Holding): Promise<View>
  /** Puts a plan as scheduled, for its own moment. Returns the private answer. */
  schedule(held: HeldPlan): Promise<View>
}

export type Holding = {
  readonly plan: Plan
  readonly verdict: Extract<Verdict, { kind: 'ask' }>
  readonly request: Request
  readonly reader: ClusterReader
}

export type AskedChange = {
  readonly command: Change
  readonly args: unknown
  readonly context: CommandContext
  readonly session: ClusterSession
  readonly conversation: Conversation
  readonly flags: ChangeFlags
  /** Around policy: break-glass. */
  readonly isAround: boolean
  /** Called right before something is sent that writes. */
  readonly onWrite: () => void
}

/** A change: plan, judge, then show it, hold it, or carry it out. What is refused is put on record. */
export async function runChange(asked: AskedChange, parts: ChangeParts): Promise<void> {
  const seen: Seen = {}
  try {
    await decide(asked, parts, seen)
  } catch (error) {
    await recordRefusal({ ...asked, seen, error }, parts)
    throw error
  }
}

/** How far a change came, for the record of its refusal. */
type Seen = { plan?: Plan; about?: ObjectRef }

async function decide(asked: AskedChange, parts: ChangeParts, seen: Seen): Promise<void> {
  const { context, session, conversation, flags } = asked
  const { judge } = context.desk
  const { plan, verdict } = await consider(asked, parts, seen)
  const tell = (answer: View, audience: 'private' | 'public' = 'private') =>
    conversation.reply(scoped(answer, context), audience)
  const shared = flags.public ? 'public' : 'private'

  if (plan.effects.length === 0 && !plan.followInstead) return tell(nothingView(plan), shared)
  if (flags.dryRun) {
    await rehearse(plan, session)
    return tell(rehearsalView(plan, verdict), shared)
  }
  const demand = unmetDemand(plan, verdict, { confirm: flags.confirm, judge })
  if (demand) return tell(demandView(plan, demand))
  const isAsked = needsVotes(plan, verdict)
  if (isAsked || plan.at !== undefined) {
    await throwIfPiledUp(plan, parts)
    // Nobody is asked for, and nothing waits for, what the API server would refuse anyway.
    await rehearse(plan, session)
  }
  const { request, cluster: reader } = context
  if (isAsked) return tell(await parts.approvals.hold({ plan, verdict, request, reader }))
  const passed = { plan, verdict, request, info: reader.info }
  if (plan.at !== undefined)
    return tell(await parts.approvals.schedule(newHeld(passed, 'scheduled')))
  return carryOut(passed, asked, parts)
}

type Considered = { readonly plan: Plan; readonly verdict: Verdict }

/** Planned, judged, and allowed by the cluster's own access review. Throws when any of them says no. */
async function consider(asked: AskedChange, { ids }: ChangeParts, seen: Seen): Promise<Considered> {
  const { command, args, context, session, flags, isAround } = asked
  const { judge, facts } = context.desk
  const { actor } = context.request
  const { reason = '' } = flags
  const isPutOff = flags.at !== undefined || flags.dryRun
  if (isAround) enterBreakGlass(judge, { actor, reason, isPutOff })
  const terms = resolveTerms(flags, context)
  const making = { command, args, context, terms, isAround }
  const plan = await makePlan(making, ids, (ref) => void (seen.about = ref))
  seen.plan = plan
  const verdict = isAround ? breakGlassVerdict(reason) : verdictOn(plan, facts, judge)
  throwIfDenied(verdict)
  await reviewAll(plan, actor, session.reader)
  return { plan, verdict }
}

/** Somebody else's rollout is followed without anybody's leave: nothing is changed by that. */
const needsVotes = (
  { effects }: Plan,
  verdict: Verdict,
): verdict is Extract<Verdict, { kind: 'ask' }> =>
  verdict.kind === 'ask' && verdict.requirement.groups.length > 0 && effects.length > 0

async function carryOut(
  passed: Parameters<typeof newHeld>[0],
  { context, session, isAround, onWrite }: AskedChange,
  { perform }: ChangeParts,
): Promise<void> {
  const { request, signal, desk, cluster } = context
  const held = newHeld(passed, 'executing')
  const common = { session, actor: request.actor, signal, onWrite }
  const { breakGlass } = desk.judge
  if (!isAround || !breakGlass) return begun(await perform.run({ ...common, held }))
  const reviewed = { ...held, review: { state: 'open' } } as const
  const scope = scopeOf(cluster.info, { judge: desk.judge, at: request.at })
  const alarm = alarms(reviewed, breakGlass, scope)
  begun(await perform.run({ ...common, held: reviewed, alarms: alarm }))
}

/** Nobody else can have been first with a plan that was made just now. */
function begun(isBegun: boolean): void {
  if (!isBegun) throw new TypeError('a plan of this id is there already')
}

type Refusing = AskedChange & { readonly seen: Seen; readonly error: unknown }

/** Whether the record could be kept or not, the refusal stands and is told. */
async function recordRefusal(
  { command, context, seen, error, isAround }: Refusing,
  { trail, clock }: ChangeParts,
): Promise<void> {
  if (!(error instanceof DeniedError || error instanceof ForbiddenError)) return
  const { request, cluster } = context
  const refused = {
    requestId: request.id,
    actor: request.actor,
    command: isAround ? 'break-glass' : command.name,
    cluster: cluster.info.cluster,
    ...seen,
    error,
  }
  await trail.keep(refusalRecord(refused, clock.now())).catch(onlyUnavailable)
}

function onlyUnavailable(error: unknown): undefined {
  if (!(error instanceof UnavailableError)) throw error
}
