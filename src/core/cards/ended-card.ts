import type { Delivery } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Aftermath } from './aftermath.ts'
import { endedView } from './outcome-view.ts'
import { cardMessage } from './plan-messages.ts'

type Around = Pick<Aftermath, 'revert' | 'undoneBy'> & {
  readonly at: Date
  readonly undoMs: number
}

/** The card of a change that ended, when something about it changed since. While it is at work, its end will say so. */
export function endedCard(change: HeldPlan, around: Around): readonly Delivery[] {
  const { plan, outcome, state, environment, production } = change
  if (state !== 'ended' || !outcome) return []
  const { at, undoMs, ...after } = around
  const undoUntil = new Date(Date.parse(outcome.at) + undoMs)
  const isUndoable = undoUntil.getTime() > at.getTime()
  const view = endedView(change, { ...after, ...(isUndoable && { undoUntil }) })
  const scope = { cluster: plan.cluster, environment, production }
  return [{ ...cardMessage(change), view: { ...view, scope } }]
}
