import type { Actor } from '../actor.ts'
import { DeckwatchError, NotFoundError, UnavailableError } from '../errors.ts'
import type { HeldPlan, Voter } from '../held/held-plan.ts'
import type { Facts } from '../judge.ts'
import type { Request } from '../request.ts'
import { targetOf, verdictOn } from '../road/gates.ts'
import { code, text } from '../text.ts'
import type { ApprovalParts } from './approval-parts.ts'
import { isSamePerson } from '../held/same-person.ts'

type Parts = Pick<ApprovalParts, 'judge' | 'approvers' | 'book' | 'clusters'>

/** Whether a plan is any of this person's business: theirs, theirs to vote on, or about what they may see. */
export async function maySee(held: HeldPlan, request: Request, parts: Parts): Promise<boolean> {
  const { actor } = request
  if (isSamePerson(actor, held.plan.requester)) return true
  if ((await groupsIfKnown(held, actor, parts)).length > 0) return true
  return seesTargets(held, request, parts)
}

/** Reads a plan that this person may see. Whether it is there is told to nobody else. */
export async function findVisible(id: string, request: Request, parts: Parts): Promise<HeldPlan> {
  const held = await parts.book.find(id)
  if (held && (await maySee(held, request, parts))) return held
  throw noSuchPlan(id)
}

/** The same; and whoever speaks where its card stands knows of it anyway. */
export async function findKnown(id: string, request: Request, parts: Parts): Promise<HeldPlan> {
  const held = await parts.book.find(id)
  if (held && (standsHere(held, request) || (await maySee(held, request, parts)))) return held
  throw noSuchPlan(id)
}

/** Whom policy would let make this very change now, without asking anybody. */
export function mayDoTheSame(
  held: HeldPlan,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
  { judge }: Pick<Parts, 'judge'>,
): boolean {
  const question = { actor, cluster: clusterOf(held), place: held.place, at }
  return verdictOn(held.plan, question, judge).kind === 'allow'
}

/** Whether people had to agree to it. */
export const isVoted = ({ verdict }: HeldPlan): boolean =>
  verdict.kind === 'ask' && verdict.requirement.groups.length > 0

/** Whether this person is one of those who could agree to it now. */
export const isApprover = async (
  { verdict }: HeldPlan,
  actor: Actor,
  { approvers }: Pick<Parts, 'approvers'>,
): Promise<boolean> =>
  verdict.kind === 'ask' && (await approvers.groupsOf(actor, verdict.requirement)).length > 0

/** The groups whose denial could have ended it. */
export async function couldDeny(held: HeldPlan, actor: Actor, parts: Parts): Promise<boolean> {
  if (held.verdict.kind !== 'ask') return false
  const names = await parts.approvers.groupsOf(actor, held.verdict.requirement)
  return held.verdict.requirement.groups.some(({ name, deny }) => deny > 0 && names.includes(name))
}

/** Groups of a person where that is only a filter: none while the directory is away. */
export async function groupsIfKnown(
  { verdict }: HeldPlan,
  actor: Actor,
  { approvers }: Pick<Parts, 'approvers'>,
): Promise<readonly string[]> {
  if (verdict.kind !== 'ask') return []
  try {
    return await approvers.groupsOf(actor, verdict.requirement)
  } catch (error) {
    if (error instanceof UnavailableError) return []
    throw error
  }
}

export const voterOf = ({ userId, teamId, name, user }: Actor): Voter => ({
  userId,
  teamId,
  name,
  user,
})

/** As for everything that is read: policy lets them, and so does the cluster. */
async function seesTargets(held: HeldPlan, request: Request, parts: Parts): Promise<boolean> {
  return policyShows(held, request, parts) && (await clusterShows(held, request, parts))
}

async function clusterShows(
  { plan }: HeldPlan,
  { actor, id: requestId }: Request,
  { clusters }: Parts,
): Promise<boolean> {
  // Every call to a cluster has a deadline of its own.
  const { signal } = new AbortController()
  try {
    const { reader } = clusters.open(plan.cluster, { actor, requestId, signal })
    const answers = await Promise.all(
      plan.effects.map(({ target: { kind, namespace, name } }) =>
        reader.review({ verb: 'get', kind, name, ...(namespace !== undefined && { namespace }) }),
      ),
    )
    return answers.every(({ allowed }) => allowed)
  } catch (error) {
    // Nobody vouches for it: the cluster is away, or is served no more.
    if (error instanceof DeckwatchError) return false
    throw error
  }
}

function policyShows(held: HeldPlan, { actor, place, at }: Request, { judge }: Parts): boolean {
  const { command, risk, effects } = held.plan
  const facts = { actor, place, at, cluster: clusterOf(held) }
  return (
    effects.length > 0 &&
    effects.every(({ target: { kind, namespace, name, labels } }) => {
      const named =
        namespace === undefined ? { kind, name, labels } : { kind, namespace, name, labels }
      const target = targetOf(named)
      const reading: Facts = { ...facts, command: 'get', risk: 'read', target }
      return (
        judge.could({ ...facts, command, risk, target }) || judge.judge(reading).kind === 'allow'
      )
    })
  )
}

function standsHere({ place, verdict }: HeldPlan, request: Request): boolean {
  const elsewhere = verdict.kind === 'ask' ? verdict.requirement.channel : undefined
  return request.place.channelId === (elsewhere ?? place.channelId)
}

const clusterOf = ({ plan, environment }: HeldPlan) => ({ name: plan.cluster, environment })

export const noSuchPlan = (id: string) =>
  new NotFoundError('no-such-plan', text`There is no plan ${code(id)} that you may see.`, {
    hint: text`${code('approvals')} lists those that wait, ${code('audit')} all.`,
  })
