import type { Access } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { ClusterReader } from '../cluster.ts'
import { DeniedError, ForbiddenError } from '../errors.ts'
import type { Facts, Judge } from '../judge.ts'
import { mergeRequirements } from '../merge-requirements.ts'
import type { Effect, Plan, Target } from '../plan.ts'
import { code, text } from '../text.ts'
import type { Verdict } from '../verdict.ts'

/** Who asks, of what, where, when: the plan itself says the rest. */
export type Question = Pick<Facts, 'actor' | 'cluster' | 'place' | 'at'>

type ReadQuestion = Omit<Facts, 'target' | 'size'>

/** Gates one and two for what a query reads: policy, then the cluster's own access review, for every access. */
export async function passToRead(
  accesses: readonly Access[],
  question: ReadQuestion,
  { judge, reader }: { readonly judge: Judge; readonly reader: ClusterReader },
): Promise<void> {
  for (const access of accesses)
    throwUnlessAllowed(judge.judge({ ...question, target: targetOf(access) }))
  await Promise.all(accesses.map((access) => passReview(access, question.actor.user, reader)))
}

/**
 * Gate one for a plan: what policy says of every target, the strictest winning and all that ask put together; of the
 * way back too when it is temporary, and of its moment when it is for later. Never throws.
 */
export function verdictOn(plan: Plan, question: Question, judge: Pick<Judge, 'judge'>): Verdict {
  const ways = plan.forMs === undefined ? [plan] : [plan, wayBack(plan)]
  const moments = [question.at, ...laterMoment(plan, question.at)]
  return strictest(
    ways.flatMap((way) => moments.flatMap((at) => verdictsOn(way, { ...question, at }, judge))),
  )
}

/** Gate two for a plan: the cluster's own access review. The third is the impersonated call itself. */
export async function reviewAll(plan: Plan, actor: Actor, reader: ClusterReader): Promise<void> {
  await Promise.all(plan.effects.map((effect) => passReview(accessOf(effect), actor.user, reader)))
}

export function throwIfDenied(verdict: Verdict): void {
  if (verdict.kind !== 'deny') return
  throw new DeniedError('policy-denied', text`${verdict.reason}`, { verdict })
}

function verdictsOn(
  plan: Judged,
  question: Question,
  judge: Pick<Judge, 'judge'>,
): readonly Verdict[] {
  const { command, risk, size } = plan
  const made = plan.effects.map(({ target }) => target)
  const looked = made.length > 0 ? made : lookedAt(plan)
  const targets = looked.length > 0 ? looked.map(asRead) : [undefined]
  const facts = { ...question, command, risk, ...(size && { size }) }
  return targets.map((target) => judge.judge({ ...facts, ...(target && { target }) }))
}

type Judged = Pick<
  Plan,
  'command' | 'takenBackAs' | 'risk' | 'size' | 'effects' | 'about' | 'followInstead'
>

/** What a temporary change comes down to when its time is over. */
function wayBack(plan: Plan): Judged {
  const { size, command, takenBackAs = command } = plan
  if (!size) return { ...plan, command: takenBackAs }
  const back = { before: size.after, after: size.before }
  return { ...plan, command: takenBackAs, size: back, risk: back.after === 0 ? 'danger' : 'change' }
}

const laterMoment = ({ at }: Plan, now: Date): readonly Date[] =>
  at !== undefined && Date.parse(at) > now.getTime() ? [new Date(at)] : []

/** Without effects an answer still tells of an object: policy has its say on that one. */
const lookedAt = ({ about, followInstead }: Judged): readonly Target[] =>
  [followInstead, about].filter((target) => target !== undefined)

/** Deny beats ask beats allow; all that ask become one. */
function strictest(verdicts: readonly Verdict[]): Verdict {
  const denied = verdicts.find(({ kind }) => kind === 'deny')
  if (denied) return denied
  const asking = verdicts.filter((verdict) => verdict.kind === 'ask')
  const [first = verdicts[0]] = asking
  if (!first) throw new TypeError('no verdict to choose from')
  if (first.kind !== 'ask') return first
  return {
    ...first,
    reason: unique(asking.map(({ reason }) => reason)).join('; '),
    approvers: unique(asking.flatMap(({ approvers }) => approvers)),
    requirement: mergeRequirements(asking.map(({ requirement }) => requirement)),
  }
}

const unique = (words: readonly string[]) => [...new Set(words)]

function throwUnlessAllowed(verdict: Verdict): void {
  throwIfDenied(verdict)
  // Nobody votes on what is only read.
  if (verdict.kind === 'ask')
    throw new DeniedError('needs-approval', text`${verdict.reason}`, { verdict })
}

async function passReview(access: Access, user: string, reader: ClusterReader): Promise<void> {
  const answer = await reader.review(access)
  if (answer.allowed) return
  const right = {
    user,
    verb: access.verb,
    resource: rightName(access),
    ...(access.namespace !== undefined && { namespace: access.namespace }),
    ...(access.name !== undefined && { name: access.name }),
  }
  throw new ForbiddenError(
    right,
    text`User ${code(user)} cannot ${access.verb} ${code(right.resource)}`,
  )
}

/** `deployments.apps/scale`, as RBAC writes it. */
export function rightName({ kind, subresource }: Pick<Access, 'kind' | 'subresource'>): string {
  const group = kind.group === '' ? '' : `.${kind.group}`
  return `${kind.resource}${group}${subresource ? `/${subresource}` : ''}`
}

function accessOf({ verb, target, subresource }: Effect): Access {
  const { kind, namespace, name, labels } = target
  return {
    verb,
    kind,
    name,
    labels,
    ...(subresource && { subresource }),
    ...(namespace !== undefined && { namespace }),
  }
}

/** It was read: where it says no owner, that is known. */
const asRead = (target: Target) => targetOf({ ...target, annotations: target.annotations ?? {} })

type Seen = Omit<Access, 'verb' | 'subresource'> & Pick<Partial<Target>, 'annotations'>

/** What is asked about, as policy sees it. */
export function targetOf({
  kind,
  namespace,
  name,
  labels,
  annotations,
}: Seen): NonNullable<Facts['target']> {
  return {
    kind: kind.resource,
    group: kind.group,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  }
}
