import type { Actor } from '../actor.ts'
import type { AuditEntry, AuditTarget } from '../audit.ts'
import type { Plan, Target } from '../plan.ts'
import type { ObjectRef } from '../resource.ts'
import type { Verdict } from '../verdict.ts'

/** What every record about a plan says. */
export function planFacts(plan: Plan, at: Date): Omit<AuditEntry, 'kind'> {
  const { id, hash, requestId, requester, command, cluster, reason, undoes } = plan
  return {
    at: at.toISOString(),
    request: requestId,
    actor: actorFacts(requester),
    command,
    cluster,
    targets: targetsOf(plan).map(targetFacts),
    plan: { id, hash },
    ...(reason !== undefined && { reason }),
    ...(undoes !== undefined && { undoes }),
  }
}

/** What exactly changes; `object` counts in the record's targets. */
export const changeFacts = ({ effects }: Plan): NonNullable<AuditEntry['changes']> =>
  effects.flatMap((effect, object) =>
    effect.changes.map(({ field, before, after }) => ({ object, field, before, after })),
  )

export const actorFacts = ({
  userId,
  teamId,
  user,
  groups,
}: Pick<Actor, 'userId' | 'teamId' | 'user' | 'groups'>): AuditEntry['actor'] => ({
  userId,
  teamId,
  user,
  groups: [...groups],
})

export const targetFacts = (ref: ObjectRef & { readonly uid?: string }): AuditTarget => ({
  group: ref.kind.group,
  resource: ref.kind.resource,
  kind: ref.kind.singular,
  ...(ref.namespace !== undefined && { namespace: ref.namespace }),
  name: ref.name,
  ...(ref.uid !== undefined && { uid: ref.uid }),
})

export const verdictFacts = ({ kind, rule, reason }: Verdict) => ({
  kind,
  rule: { ...rule },
  reason,
})

function targetsOf({ effects, followInstead, about }: Plan): readonly Target[] {
  if (effects.length > 0) return effects.map(({ target }) => target)
  return [followInstead ?? about].filter((target) => target !== undefined)
}
