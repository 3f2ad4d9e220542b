import type { Actor } from '../actor.ts'
import type { ClusterSession } from '../cluster.ts'
import { ForbiddenError } from '../errors.ts'
import { type HeldPlan, isOver } from '../held/held-plan.ts'
import type { Step } from '../held/plan-book.ts'
import { reviewAll } from '../road/gates.ts'
import { text, type Text } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { askAgain } from './ask-again.ts'
import { checkAgain } from './check-again.ts'
import { closingStep, decidedStep, mustAdvance } from './closing.ts'
import { expiredWhy } from './expire.ts'
import { standingVotes } from './standing-votes.ts'
import { tallyOf } from '../held/tally.ts'

export type Ready =
  | {
      readonly kind: 'go'
      readonly held: HeldPlan
      readonly actor: Actor
      readonly session: ClusterSession
    }
  /** It is committed and told why, or somebody else was first. */
  | { readonly kind: 'stopped' }

const STOPPED = { kind: 'stopped' } as const

/** Everything is checked again right before a plan is begun. Throws UnavailableError where something cannot be known. */
export async function ready(
  held: HeldPlan,
  signal: AbortSignal,
  parts: ApprovalParts,
): Promise<Ready> {
  const at = await parts.book.now()
  if (!isDue(held, at)) return STOPPED
  const stop = (step: Step) => commitStop(step, parts)
  const close = (as: 'denied' | 'cancelled' | 'expired' | 'void', why: Text) =>
    stop(closingStep(held, { kind: 'close', as, why }, { at }))

  if (isOver(held, at)) return close('expired', expiredWhy(held))
  const recounted = await recount(held, at, parts)
  if (recounted) return stop(recounted)
  const checked = await checkAgain(held, { at, signal }, parts)
  if (checked.kind === 'over') return close(checked.as, checked.why)
  if (checked.kind === 'drifted') {
    return stop((await askAgain(held, { ...checked, at, signal }, parts)).step)
  }
  const { actor, session } = checked
  const refusal = await refusedByCluster(held, actor, session)
  return refusal ? close('denied', refusal) : { kind: 'go', held, actor, session }
}

function isDue({ state, dueAt }: HeldPlan, at: Date): boolean {
  if (state === 'approved') return true
  return state === 'scheduled' && (dueAt === undefined || Date.parse(dueAt) <= at.getTime())
}

/** Votes that no longer stand send it back to wait. Undefined: they are still enough, or none were needed. */
async function recount(held: HeldPlan, at: Date, parts: ApprovalParts): Promise<Step | undefined> {
  const isRevert = held.revertOf !== undefined
  const asks = held.verdict.kind === 'ask' && held.verdict.requirement.groups.length > 0
  if (isRevert || !asks) return undefined
  const votes = await standingVotes(held, held.votes, parts)
  if (tallyOf({ ...held, votes }).decision === 'approved') return undefined
  return decidedStep(held, mustAdvance(held, { kind: 'recount', votes }, at), { at })
}

async function refusedByCluster(
  { plan }: HeldPlan,
  actor: Actor,
  { reader }: ClusterSession,
): Promise<Text | undefined> {
  try {
    await reviewAll(plan, actor, reader)
    return undefined
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error
    return text`Kubernetes says no: ${error.text}.`
  }
}

/** Stale: somebody else took the next step, and whoever comes next sees which. */
async function commitStop(
  step: Step,
  { book, messenger }: Pick<ApprovalParts, 'book' | 'messenger'>,
): Promise<Ready> {
  const result = await book.commit(step)
  if (result.kind === 'done') messenger.wake()
  return STOPPED
}
