import type { Delivery } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { endedView } from '../road/outcome-view.ts'
import { cardMessage } from './plan-messages.ts'

type Around = { readonly revert: HeldPlan; readonly at: Date; readonly undoMs: number }

/** The card of a temporary change whose way back was put off or cancelled. While it is at work, its end will say so. */
export function temporaryCard(change: HeldPlan, around: Around): readonly Delivery[] {
  const { plan, outcome, state, environment, production } = change
  if (state !== 'ended' || !outcome) return []
  const { revert, at, undoMs } = around
  const undoUntil = new Date(Date.parse(outcome.at) + undoMs)
  const isUndoable = undoUntil.getTime() > at.getTime()
  const view = endedView(change, { revert, ...(isUndoable && { undoUntil }) })
  const scope = { cluster: plan.cluster, environment, production }
  return [{ ...cardMessage(change), view: { ...view, scope } }]
}
