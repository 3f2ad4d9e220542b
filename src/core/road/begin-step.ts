import { cardMessage } from '../cards/plan-messages.ts'
import type { Delivery } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { inverseEffects } from '../held/inverse.ts'
import type { Step } from '../held/plan-book.ts'
import type { Plan } from '../plan.ts'
import { requestRecord } from '../records/approval-records.ts'
import { intentRecord } from '../records/change-records.ts'
import type { Request } from '../request.ts'
import type { ClusterInfo } from '../cluster.ts'
import type { Verdict } from '../verdict.ts'
import type { View } from '../view.ts'
import { targetsOf } from '../cards/plan-view.ts'
import { hashOf } from './seal.ts'

/** The same said again this soon is a slip of the thumb, or Slack delivering twice. */
const TWICE_MS = 10_000

type New = {
  readonly plan: Plan
  readonly verdict: Verdict
  readonly request: Request
  readonly info: ClusterInfo
}

/** A plan that the store does not have yet: version 0. */
export function newHeld({ plan, verdict, request, info }: New, state: HeldPlan['state']): HeldPlan {
  const { place, said } = request
  const { environment, production } = info
  return {
    plan,
    state,
    version: 0,
    place,
    ...(said !== undefined && { said }),
    environment,
    production,
    verdict,
    votes: [],
    createdAt: plan.createdAt,
    updatedAt: plan.createdAt,
  }
}

type Beginning = {
  readonly held: HeldPlan
  readonly runner: NonNullable<HeldPlan['runner']>
  readonly at: Date
  /** What the card says while it is at work. */
  readonly card: View
  /** Told in the same step. */
  readonly alarms: readonly Delivery[]
  /** Id for the way back of a temporary change. */
  readonly newId: () => string
}

/** The border: after this step nothing of the plan is ever begun again. The way back begins with the change. */
export function beginStep(beginning: Beginning): Step {
  const { held, runner, at, card, alarms, newId } = beginning
  const revert = held.plan.forMs === undefined ? undefined : wayBack(held, newId(), at)
  const { until: _, dueAt: __, ...rest } = held
  const next: HeldPlan = {
    ...rest,
    state: 'executing',
    runner,
    updatedAt: at.toISOString(),
    ...(revert && { revertId: revert.plan.id }),
  }
  const { words } = held.plan
  const isNew = held.version === 0
  return {
    plans: [
      { expected: isNew ? 'new' : held.version, next },
      ...(revert ? [{ expected: 'new' as const, next: revert }] : []),
    ],
    records: [intentRecord(next, at), ...(revert ? [requestRecord(revert, at)] : [])],
    deliveries: [{ ...cardMessage(next), view: card }, ...alarms],
    ...(isNew && { once: { key: objectOf(next.plan), words, withinMs: TWICE_MS } }),
  }
}

/** The held plan that takes a temporary change back when its time is over. */
function wayBack(held: HeldPlan, id: string, at: Date): HeldPlan {
  const { plan, place, environment, production, verdict } = held
  const { forMs = 0, at: _, size, notes: __, takenBackAs, ...rest } = plan
  const back: Plan = {
    ...rest,
    id,
    words: `undo ${plan.id}`,
    effects: inverseEffects(plan),
    warnings: [],
    ...(takenBackAs !== undefined && { command: takenBackAs, takenBackAs: plan.command }),
    ...(size && { size: { before: size.after, after: size.before } }),
    undoes: plan.id,
    createdAt: at.toISOString(),
  }
  return {
    plan: { ...back, hash: hashOf(back) },
    state: 'scheduled',
    version: 0,
    place,
    environment,
    production,
    verdict,
    votes: [],
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
    dueAt: new Date(at.getTime() + forMs).toISOString(),
    revertOf: plan.id,
  }
}

/** What one person is at: the same words in another channel may mean another namespace's object. */
function objectOf(plan: Plan): string {
  const { teamId, userId } = plan.requester
  return JSON.stringify([teamId, userId, plan.cluster, targetsOf(plan).map(({ uid }) => uid)])
}
