import type { HeldPlan } from './held/held-plan.ts'
import type { View } from './view.ts'

/** `waiting`: for this person's vote. `scheduled`: with a moment, reverts included. `reviews`: open ones. */
export type PlanShelf = 'waiting' | 'mine' | 'all' | 'scheduled' | 'reviews'

/**
 * What the person who asks may do with plans that Deckwatch holds. Every call finds out anew who may; all throw
 * NotFoundError `no-such-plan`, DeniedError for somebody who may not, ConflictError for what is decided already,
 * UnavailableError while the store is away. The views are the answer to the person.
 */
export type PlanDesk = {
  /** Newest first; only of clusters and namespaces that this person may see. */
  list(shelf: PlanShelf): Promise<readonly HeldPlan[]>
  find(id: string): Promise<HeldPlan>
  /** The last change that ended in this place and can still be undone. */
  lastHere(): Promise<HeldPlan | undefined>
  vote(id: string, choice: 'approve' | 'deny', reason: string | undefined): Promise<View>
  /** By the requester, or by somebody who could have denied it. */
  cancel(id: string, reason: string | undefined): Promise<View>
  /** Puts off the revert of a temporary change. `id` is the change's or the revert's. */
  extend(id: string, byMs: number): Promise<View>
  /** The temporary change stays. */
  keep(id: string): Promise<View>
  closeReview(id: string, note: string): Promise<View>
  /** The whole card of one plan, with everything known about it. */
  show(id: string): Promise<View>
}
