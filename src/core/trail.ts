import type { Actor } from './actor.ts'
import type { DeckwatchError } from './errors.ts'
import type { Outcome } from './outcome.ts'
import type { Plan } from './plan.ts'
import type { ObjectRef } from './resource.ts'
import type { Verdict } from './verdict.ts'

/** Where something stands on the trail. */
export type Recorded = { readonly seq: number }

/** A change that was not begun: policy or the cluster's own access control said no. */
export type RefusedChange = {
  readonly requestId: string
  readonly actor: Actor
  readonly command: string
  readonly cluster: string
  /** What it was about, as far as the road had come. */
  readonly plan?: Plan
  readonly about?: ObjectRef
  readonly error: DeckwatchError
}

/**
 * Port: who changed what, who allowed it. `intent` is written before anything is sent; when it throws, nothing is
 * sent. All throw UnavailableError when the record cannot be kept.
 */
export type Trail = {
  intent(plan: Plan, verdict: Verdict): Promise<Recorded>
  outcome(plan: Plan, outcome: Outcome, auditIds: readonly string[]): Promise<Recorded>
  refusal(refused: RefusedChange): Promise<Recorded>
}
