import { type ApprovalParts, createApprovals } from '../core/approvals/approvals.ts'
import { createKeeper, type Keeper } from '../core/keeper/keeper.ts'
import { createTakeOver } from '../core/keeper/take-over.ts'
import { createAdmission, type Limits } from '../core/road/admission.ts'
import { createAnswer } from '../core/road/answer.ts'
import { createDispatch, type DispatchParts } from '../core/road/dispatch.ts'
import type { OpeningParts } from '../core/road/opening.ts'
import { createPerform } from '../core/road/perform.ts'
import { createRefusals } from '../core/road/refusals.ts'
import { createReplan } from '../core/road/replan.ts'
import { createSchedule } from '../core/road/schedule.ts'
import type { Answer } from '../core/answer.ts'

type RoadParts = Omit<ApprovalParts, 'replan' | 'wake'> &
  Omit<OpeningParts, 'plans' | 'refusals'> &
  Pick<DispatchParts, 'holdsSecret' | 'readable'> & {
    readonly limits: Limits
    /** How long a silent process keeps its change, in ms. */
    readonly takeoverMs: number
    readonly stopping: AbortController
  }

/** The one road: what people say goes in at `answer`; the keeper carries on what waits. */
export function buildRoad(parts: RoadParts): { readonly answer: Answer; readonly keeper: Keeper } {
  const { clock, ids, stopping, limits } = parts
  const shared = {
    ...parts,
    refusals: createRefusals(),
    // Approvals plan again by the road, and the road holds by approvals.
    plans: (asking: Parameters<OpeningParts['plans']>[0]) => approvals.desk(asking),
    stopping: stopping.signal,
    runner: ids.opaque(),
  }
  const approvals: ReturnType<typeof createApprovals> = createApprovals({
    ...shared,
    replan: createReplan(shared),
    wake: () => keeper.wake(),
  })
  const perform = createPerform(shared)
  const keeper = createKeeper({
    ...shared,
    approvals,
    perform,
    takeOver: createTakeOver(shared),
    stopping,
  })
  const schedule = createSchedule(shared)
  const dispatch = createDispatch({ ...shared, approvals, perform, schedule })
  const admission = createAdmission(limits, clock)
  return { answer: createAnswer({ ...shared, admission, dispatch }), keeper }
}
