import type { Actor } from '../../core/actor.ts'
import type { AuditEntry, AuditTarget } from '../../core/audit.ts'
import { DeniedError } from '../../core/errors.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Plan, Target } from '../../core/plan.ts'
import type { ObjectRef } from '../../core/resource.ts'
import { plain } from '../../core/text.ts'
import type { RefusedChange } from '../../core/trail.ts'
import type { Verdict } from '../../core/verdict.ts'

export function intentEntry(plan: Plan, verdict: Verdict, at: Date): AuditEntry {
  const changes = plan.effects.flatMap((effect, object) =>
    effect.changes.map(({ field, before, after }) => ({ object, field, before, after })),
  )
  return { ...planEntry(plan, at), kind: 'intent', verdict: shortened(verdict), changes }
}

type Ended = { readonly outcome: Outcome; readonly auditIds: readonly string[] }

export function outcomeEntry(plan: Plan, { outcome, auditIds }: Ended, at: Date): AuditEntry {
  const why = whyOf(outcome)
  return {
    ...planEntry(plan, at),
    kind: 'outcome',
    outcome: { kind: outcome.kind, ...(why !== '' && { why }) },
    auditIds: [...auditIds],
  }
}

export function refusalEntry(refused: RefusedChange, at: Date): AuditEntry {
  const { requestId, actor, command, cluster, plan, about, error } = refused
  const verdict = error instanceof DeniedError ? error.verdict : undefined
  return {
    ...(plan
      ? planEntry(plan, at)
      : {
          at: at.toISOString(),
          request: requestId,
          actor: actorFacts(actor),
          command,
          cluster,
          targets: about ? [targetFacts(about)] : [],
        }),
    kind: 'refusal',
    ...(verdict && { verdict: shortened(verdict) }),
    outcome: { kind: error.code, why: plain(error.text) },
  }
}

function planEntry(plan: Plan, at: Date): Omit<AuditEntry, 'kind'> {
  const { id, hash, requestId, requester, command, cluster, reason } = plan
  return {
    at: at.toISOString(),
    request: requestId,
    actor: actorFacts(requester),
    command,
    cluster,
    targets: targetsOf(plan).map(targetFacts),
    plan: { id, hash },
    ...(reason !== undefined && { reason }),
  }
}

function targetsOf({ effects, followInstead, about }: Plan): readonly Target[] {
  if (effects.length > 0) return effects.map(({ target }) => target)
  return [followInstead ?? about].filter((target) => target !== undefined)
}

const actorFacts = ({ userId, teamId, user, groups }: Actor): AuditEntry['actor'] => ({
  userId,
  teamId,
  user,
  groups: [...groups],
})

const targetFacts = (ref: ObjectRef & { readonly uid?: string }): AuditTarget => ({
  group: ref.kind.group,
  resource: ref.kind.resource,
  kind: ref.kind.singular,
  ...(ref.namespace !== undefined && { namespace: ref.namespace }),
  name: ref.name,
  ...(ref.uid !== undefined && { uid: ref.uid }),
})

const shortened = ({ kind, rule, reason }: Verdict) => ({ kind, rule: { ...rule }, reason })

function whyOf(outcome: Outcome): string {
  if ('why' in outcome) return plain(outcome.why)
  if ('error' in outcome) return `${outcome.error.code}: ${plain(outcome.error.text)}`
  return 'reasons' in outcome ? outcome.reasons.map(plain).join('; ') : ''
}
