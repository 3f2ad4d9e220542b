import type { Waiting } from '../road/run-change.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { PlanDesk } from '../plan-desk.ts'
import type { Request } from '../request.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { cancel } from './cancel.ts'
import { closeReview } from './close-review.ts'
import { expire } from './expire.ts'
import { hold, schedule } from './hold.ts'
import { detailsView } from '../cards/plan-details.ts'
import { lastHere, listPlans } from './plan-shelves.ts'
import { ready, type Ready } from './ready.ts'
import { extend, keep } from './temporary.ts'
import { vote } from './vote.ts'
import { findVisible } from './who-may.ts'

/** Plans that wait: for votes, for their moment, for being begun. Never writes to a cluster. */
export type Approvals = Waiting & {
  /** What one person may do with plans, for one request. */
  desk(asking: { readonly request: Request; readonly signal: AbortSignal }): PlanDesk
  /** Right before a plan is begun, everything is checked again. `stopped`: that is committed and told already. */
  ready(held: HeldPlan, signal: AbortSignal): Promise<Ready>
  /** Ends what is waiting, approved or scheduled beyond its time; anything else is left alone. */
  expire(held: HeldPlan): Promise<void>
}

export function createApprovals(parts: ApprovalParts): Approvals {
  return {
    hold: (holding) => hold(holding, parts),
    schedule: (held) => schedule(held, parts),
    ready: (held, signal) => ready(held, signal, parts),
    expire: (held) => expire(held, parts),
    desk: ({ request, signal }) => ({
      list: (shelf) => listPlans(shelf, request, parts),
      find: (id) => findVisible(id, request, parts),
      lastHere: () => lastHere(request, parts),
      vote: async (id, choice, reason) => vote({ id, choice, reason, request, signal }, parts),
      cancel: (id, reason) => cancel({ id, reason, request }, parts),
      extend: (id, byMs) => extend({ id, byMs, request }, parts),
      keep: (id) => keep({ id, request }, parts),
      closeReview: async (id, note) => closeReview({ id, note, request }, parts),
      show: async (id) => detailsView(await findVisible(id, request, parts)),
    }),
  }
}

export type { ApprovalParts } from './approval-parts.ts'
