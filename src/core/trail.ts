import type { Outcome } from './outcome.ts'
import type { Plan } from './plan.ts'
import type { Log } from './seams.ts'
import type { Verdict } from './verdict.ts'

/** Port: who changed what, who allowed it. `intent` is written before anything is sent; when it throws, nothing is sent. */
export type Trail = {
  intent(plan: Plan, verdict: Verdict): Promise<void>
  outcome(plan: Plan, outcome: Outcome, auditIds: readonly string[]): Promise<void>
}

/** The trail as log lines on standard output. */
export function logTrail(log: Log): Trail {
  return {
    intent: async (plan, verdict) =>
      log.info({ audit: 'intent', ...planFacts(plan), verdict }, 'change intended'),
    outcome: async (plan, outcome, auditIds) =>
      log.info(
        { audit: 'outcome', ...planFacts(plan), outcome: outcome.kind, auditIds },
        'change ended',
      ),
  }
}

function planFacts(plan: Plan) {
  const { id, requestId, hash, command, cluster, requester, effects, reason } = plan
  const { userId, teamId, user, groups } = requester
  return {
    request: requestId,
    plan: id,
    hash,
    command,
    cluster,
    actor: { userId, teamId, user, groups },
    reason,
    effects: effects.map(({ verb, subresource, target, changes }) => ({
      verb,
      subresource,
      kind: target.kind.kind,
      namespace: target.namespace,
      name: target.name,
      uid: target.uid,
      changes,
    })),
  }
}
