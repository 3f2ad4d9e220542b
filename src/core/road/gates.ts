import type { Access } from '../access.ts'
import type { ClusterReader } from '../cluster.ts'
import { DeniedError, ForbiddenError } from '../errors.ts'
import type { Facts, Judge } from '../judge.ts'
import type { Effect, Plan } from '../plan.ts'
import { code, text } from '../text.ts'
import type { Verdict } from '../verdict.ts'

type Question = Omit<Facts, 'target' | 'size'>

/** Gates one and two for what a query reads: policy, then the cluster's own access review, for every access. */
export async function passToRead(
  accesses: readonly Access[],
  question: Question,
  { judge, reader }: { readonly judge: Judge; readonly reader: ClusterReader },
): Promise<void> {
  for (const access of accesses)
    allowOrThrow(judge.judge({ ...question, target: targetOf(access) }))
  await Promise.all(accesses.map((access) => passReview(access, question.actor.user, reader)))
}

/** Gates one and two for a plan. The third is the impersonated call itself. Returns the verdict that let it pass. */
export async function passToChange(
  plan: Plan,
  question: Question,
  { judge, reader }: { readonly judge: Judge; readonly reader: ClusterReader },
): Promise<Verdict> {
  const accesses = plan.effects.map(accessOf)
  const size = plan.size && { size: plan.size }
  const looked = accesses.length > 0 ? accesses : lookedAt(plan)
  const targets = looked.length > 0 ? looked.map(targetOf) : [undefined]
  const verdicts = targets.map((target) =>
    judge.judge({ ...question, ...size, ...(target && { target }) }),
  )
  const verdict = strictest(verdicts)
  allowOrThrow(verdict)
  await Promise.all(accesses.map((access) => passReview(access, question.actor.user, reader)))
  return verdict
}

/** Without effects an answer still tells of an object: policy has its say on that one. */
const lookedAt = ({ about, followInstead }: Plan): readonly Omit<Access, 'verb'>[] =>
  [followInstead, about].filter((target) => target !== undefined)

/** Deny beats ask beats allow. */
function strictest([first, ...others]: readonly Verdict[]): Verdict {
  const weight = { allow: 0, ask: 1, deny: 2 } as const
  if (!first) throw new TypeError('no verdict to choose from')
  return others.reduce(
    (worst, next) => (weight[next.kind] > weight[worst.kind] ? next : worst),
    first,
  )
}

function allowOrThrow(verdict: Verdict): void {
  if (verdict.kind === 'allow') return
  const errorCode = verdict.kind === 'ask' ? 'needs-approval' : 'policy-denied'
  throw new DeniedError(errorCode, text`${verdict.reason}`, { verdict })
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

/** What is asked about, as policy sees it. */
export function targetOf({
  kind,
  namespace,
  name,
  labels,
}: Omit<Access, 'verb'>): NonNullable<Facts['target']> {
  return {
    kind: kind.resource,
    group: kind.group,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(labels && { labels }),
  }
}
