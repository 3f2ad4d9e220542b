import type { Actor } from '../actor.ts'
import type { ClusterSession } from '../cluster.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Plan } from '../plan.ts'
import type { Verdict } from '../verdict.ts'

/** What the same words come to now. */
export type Replanned = {
  readonly plan: Plan
  readonly verdict: Verdict
  readonly session: ClusterSession
}

/** Plans the same words again, as that person, judged anew. Throws what planning throws; never for the verdict. */
export type Replan = (held: HeldPlan, actor: Actor, signal: AbortSignal) => Promise<Replanned>
