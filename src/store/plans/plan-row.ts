import type { HeldPlan } from '../../core/held/held-plan.ts'
import type { PlanRow } from '../tables.ts'
import { writeHeldPlan } from './held-plan-json.ts'

/** What a plan is stored as, without what only its first step sets. */
export function planRow(held: HeldPlan): Omit<PlanRow, 'id' | 'turn' | 'said' | 'once_key'> {
  const { plan, state, version, place, review } = held
  return {
    version,
    state,
    cluster: plan.cluster,
    requester: plan.requester.user,
    channel: place.channelId,
    created_at: iso(held.createdAt),
    updated_at: iso(held.updatedAt),
    due: dueOf(held),
    open_review: review?.state === 'open' ? 1 : 0,
    body: writeHeldPlan(held),
  }
}

/** The objects that it is about. */
export const uidsOf = ({ plan }: HeldPlan): string[] => [
  ...new Set(plan.effects.map(({ target }) => target.uid)),
]

function dueOf({ until, dueAt, runner }: HeldPlan): string | null {
  const moments = [until, dueAt, runner?.until].flatMap((at) => (at === undefined ? [] : [iso(at)]))
  return moments.toSorted()[0] ?? null
}

/** One spelling, so that text compares as time does. */
const iso = (moment: string): string => new Date(moment).toISOString()
