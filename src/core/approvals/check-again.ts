import type { Actor } from '../actor.ts'
import { sameJson } from '../canonical.ts'
import type { ClusterSession } from '../cluster.ts'
import { DeniedError, ForbiddenError, UsageError } from '../errors.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { verdictOn } from '../road/gates.ts'
import { bold, code, text, type Text, user } from '../text.ts'
import type { Verdict } from '../verdict.ts'
import type { ApprovalParts } from './approval-parts.ts'
import type { Closed } from './plan-steps.ts'
import { covers } from './requirement-cover.ts'
import { wantedBy } from '../cards/wanted.ts'
import { seeTargets } from './target-drift.ts'

/** What is still true of a plan that waited. */
export type Checked =
  | { readonly kind: 'same'; readonly actor: Actor; readonly session: ClusterSession }
  /** Nothing to ask again: it ends. */
  | { readonly kind: 'over'; readonly as: Closed; readonly why: Text }
  /** It can be asked anew, as it would be now. */
  | { readonly kind: 'drifted'; readonly why: Text; readonly actor: Actor }

type CheckParts = Pick<ApprovalParts, 'identify' | 'clusters' | 'judge'>

/**
 * The requester, the objects and the policy, read anew; the reads are made as the requester. Throws UnavailableError
 * where something cannot be known now: then nothing is decided.
 */
export async function checkAgain(
  held: HeldPlan,
  { at, signal }: { readonly at: Date; readonly signal: AbortSignal },
  parts: CheckParts,
): Promise<Checked> {
  try {
    const actor = await parts.identify(held.plan.requester, 'now')
    const moved = identityDrift(held, actor)
    if (moved) return { kind: 'drifted', why: moved, actor }
    return await checkTargets(held, { actor, at, signal }, parts)
  } catch (error) {
    return overBy(error, held)
  }
}

type Asking = { readonly actor: Actor; readonly at: Date; readonly signal: AbortSignal }

async function checkTargets(
  held: HeldPlan,
  { actor, at, signal }: Asking,
  { clusters, judge }: CheckParts,
): Promise<Checked> {
  const { plan, environment, place } = held
  const session = clusters.open(plan.cluster, { actor, requestId: plan.requestId, signal })
  const seen = await seeTargets(plan, session.reader, { strict: isVoted(held) })
  if (seen.drift) return { kind: 'drifted', why: seen.drift, actor }
  const same: Checked = { kind: 'same', actor, session }
  // Break-glass goes around policy, not around Kubernetes: that is asked at the end.
  if (held.review) return same
  const cluster = { name: plan.cluster, environment }
  const verdict = verdictOn(seen.plan, { actor, cluster, place, at }, judge)
  if (verdict.kind === 'deny') return { kind: 'over', as: 'denied', why: policyText(verdict) }
  const isCovered = held.revertOf !== undefined || covers(held.verdict, verdict)
  return isCovered ? same : { kind: 'drifted', why: askedText(held, verdict), actor }
}

/** People have agreed, or are asked to, to exactly what was read. */
const isVoted = ({ verdict, revertOf }: HeldPlan): boolean =>
  revertOf === undefined && verdict.kind === 'ask' && verdict.requirement.groups.length > 0

function identityDrift(held: HeldPlan, actor: Actor): Text | undefined {
  const { requester } = held.plan
  if (actor.user !== requester.user) {
    return text`${user(actor.userId)} was ${code(requester.user)} to Kubernetes when this was asked, and is ${code(actor.user)} now.`
  }
  const isSame = sameJson(actor.groups.toSorted(), requester.groups.toSorted())
  return isSame || !isVoted(held)
    ? undefined
    : text`The Kubernetes groups of ${user(actor.userId)} changed since this was asked.`
}

function overBy(error: unknown, { plan, revertOf }: HeldPlan): Checked {
  if (error instanceof DeniedError) {
    const why = text`${user(plan.requester.userId)} may no longer ask for it: ${error.text}`
    // A way back that nobody goes is somebody's to look after.
    return { kind: 'over', as: revertOf === undefined ? 'cancelled' : 'void', why }
  }
  if (error instanceof ForbiddenError) {
    return { kind: 'over', as: 'denied', why: text`Kubernetes says no: ${error.text}.` }
  }
  if (error instanceof UsageError) {
    return { kind: 'over', as: 'void', why: error.text }
  }
  throw error
}

export function policyText(verdict: Verdict): Text {
  const { name, line } = verdict.rule
  const where = line === undefined ? [] : text`, policy line ${line}`
  return text`The policy says no: ${verdict.reason} (rule ${code(name)}${where}).`
}

function askedText(held: HeldPlan, verdict: Verdict): Text {
  return text`The policy wanted ${wantedBy(held.verdict)} when this was asked and wants ${wantedBy(verdict)} now (rule ${bold(verdict.rule.name)}).`
}
