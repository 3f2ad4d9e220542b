import type { Actor } from '../actor.ts'
import { ConflictError, DeniedError, ForbiddenError, NotFoundError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import type { Plan, Target } from '../plan.ts'
import { type Occasion, requestRecord } from '../records/approval-records.ts'
import { type Demand, nameOf, unmetDemand } from '../road/demands.ts'
import { reviewAll } from '../road/gates.ts'
import { subject } from '../cards/plan-view.ts'
import type { Replanned } from '../road/replan.ts'
import { text, type Text } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { policyText } from './check-again.ts'
import { closingStep } from './closing.ts'
import { newlyWaiting } from './newly-waiting.ts'
import { askingMessages } from '../cards/plan-messages.ts'

type Drifted = Occasion & {
  readonly why: Text
  readonly actor: Actor
  readonly signal: AbortSignal
}

export type AskedAgain = { readonly step: Step; readonly replacement?: HeldPlan }

/**
 * A plan that no longer fits becomes void, and with it every vote. The same words are planned anew as the requester:
 * where policy still asks, the new plan waits beside the old one, in the same step.
 */
export async function askAgain(
  held: HeldPlan,
  { why, actor, signal, ...occasion }: Drifted,
  parts: ApprovalParts,
): Promise<AskedAgain> {
  const { at } = occasion
  const rest = restOf(held, at)
  const found = rest ? { rest } : await planAgain(held, { actor, signal }, parts)
  if ('rest' in found) {
    const said = text`${why} ${found.rest}`
    return { step: closingStep(held, { kind: 'close', as: 'void', why: said }, occasion) }
  }
  const replacement = await replacing(held, { ...found, why, at }, parts)
  const { id } = replacement.plan
  const closing = closingStep(held, { kind: 'close', as: 'void', why, replacedBy: id }, occasion)
  const step: Step = {
    plans: [...closing.plans, { expected: 'new', next: replacement }],
    records: [...closing.records, requestRecord(replacement, at)],
    deliveries: [...closing.deliveries, ...askingMessages(replacement)],
  }
  return { step, replacement }
}

/** What is not asked again by itself: its words would mean something else now. */
function restOf({ plan, revertOf }: HeldPlan, at: Date): Text | undefined {
  if (revertOf !== undefined) return text`It was not taken back. Look, then decide.`
  const isLate = plan.at !== undefined && Date.parse(plan.at) <= at.getTime()
  return isLate ? text`It was not begun at its time. Nothing was changed.` : undefined
}

type Asking = Pick<Replanned, 'plan' | 'session'> & {
  readonly verdict: Extract<Replanned['verdict'], { kind: 'ask' }>
}

async function planAgain(
  held: HeldPlan,
  { actor, signal }: Pick<Drifted, 'actor' | 'signal'>,
  parts: ApprovalParts,
): Promise<Asking | { readonly rest: Text }> {
  try {
    const { plan, verdict, session } = await parts.replan(held, actor, signal)
    if (plan.effects.length === 0) {
      return { rest: plan.nothing ?? text`There is nothing left to do.` }
    }
    if (verdict.kind === 'deny') return { rest: policyText(verdict) }
    await reviewAll(plan, actor, session.reader)
    if (meansOthers(plan, held.plan)) return { rest: otherText(plan) }
    if (verdict.kind !== 'ask' || verdict.requirement.groups.length === 0) return { rest: NO_VOTES }
    const confirm = confirmedBefore(held, verdict)
    const demand = unmetDemand(plan, verdict, { confirm, judge: parts.judge })
    return demand ? { rest: demandText(demand) } : { plan, verdict, session }
  } catch (error) {
    return { rest: refusedRest(error) }
  }
}

/** A channel's default namespace may be another by now: nobody is asked about an object that the requester never saw. */
const meansOthers = (now: Plan, before: Plan): boolean =>
  now.effects.some(({ target }) => !before.effects.some((one) => isSameObject(one.target, target)))

const isSameObject = (one: Target, other: Target) =>
  one.kind.group === other.kind.group &&
  one.kind.resource === other.kind.resource &&
  one.namespace === other.namespace &&
  one.name === other.name

const otherText = (plan: Plan) =>
  text`The same words mean ${subject(plan)} now: say them again if that is what you want.`

/** The name was typed then, where policy wanted the same one. */
function confirmedBefore({ verdict, plan }: HeldPlan, now: Asking['verdict']): string | undefined {
  const { confirm } = now.requirement
  const isSame = verdict.kind === 'ask' && verdict.requirement.confirm === confirm
  return isSame && confirm ? nameOf(plan, confirm) : undefined
}

const demandText = ({ why }: Demand) => text`It cannot be asked again by itself: ${why}.`

const NO_VOTES = text`Policy wants no votes for it now: say the words again to do it.`

/** What only time can mend goes up: then the plan stays as it is. */
function refusedRest(error: unknown): Text {
  const isAnswer =
    error instanceof DeniedError ||
    error instanceof ForbiddenError ||
    error instanceof NotFoundError ||
    error instanceof ConflictError ||
    error instanceof UsageError
  if (isAnswer) return text`It cannot be asked again: ${error.text}`
  throw error
}

function replacing(
  held: HeldPlan,
  { plan, verdict, session, why, at }: Asking & { readonly why: Text; readonly at: Date },
  parts: ApprovalParts,
): Promise<HeldPlan> {
  const { place, environment, production } = held
  const changes = held.plan.effects.flatMap((effect) => effect.changes)
  return newlyWaiting(
    {
      plan,
      verdict,
      place,
      environment,
      production,
      replaces: held.plan.id,
      formerly: { changes, why },
    },
    { at, reader: session.reader },
    parts,
  )
}
