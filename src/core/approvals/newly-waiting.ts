import type { ClusterReader } from '../cluster.ts'
import { UnavailableError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import type { Verdict } from '../verdict.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { waitsUntil } from './plan-steps.ts'
import { radiusOf } from './radius.ts'

type Asked = Pick<
  HeldPlan,
  'plan' | 'place' | 'environment' | 'production' | 'said' | 'replaces' | 'formerly'
> & { readonly verdict: Extract<Verdict, { kind: 'ask' }> }

/** How many are asked directly, at most. */
const TELL = 10

/** A plan as it begins to wait: who is to be told, and what else its change would touch. */
export async function newlyWaiting(
  asked: Asked,
  { at, reader }: { readonly at: Date; readonly reader: ClusterReader },
  parts: ApprovalParts,
): Promise<HeldPlan> {
  const [told, radius] = await Promise.all([
    toTell(asked, parts),
    radiusOf(asked, { at, reader }, parts),
  ])
  const now = at.toISOString()
  const held: HeldPlan = {
    ...asked,
    state: 'waiting',
    version: 0,
    votes: [],
    createdAt: now,
    updatedAt: now,
    told,
    ...(radius.length > 0 && { radius }),
  }
  return { ...held, until: waitsUntil(held) }
}

/** Without a directory nobody is told directly; the card in the channel asks all the same. */
async function toTell(
  { plan, verdict }: Asked,
  { approvers, log }: ApprovalParts,
): Promise<readonly string[]> {
  try {
    const found = await approvers.suggest(verdict.requirement, TELL + 1)
    return [...new Set(found)].filter((id) => id !== plan.requester.userId).slice(0, TELL)
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    log.warn({ plan: plan.id, err: error }, 'approvers not told directly')
    return []
  }
}
