import { text } from '../core/text.ts'
import type { Look, Watched } from '../core/watched.ts'
import { defineDetector } from './about/define-detector.ts'
import { impactOn } from './about/impact.ts'
import { subjectOf } from '../core/about/subject.ts'
import { diagnose } from './diagnosis/mode.ts'
import { REFUSAL_MODES } from './diagnosis/refusals.ts'
import { conditionOf, sinceOf } from './reading/condition.ts'
import { DEPLOYMENTS, QUOTAS } from './reading/kept.ts'
import { oneLine } from './reading/one-line.ts'

export const replicaFailure = defineDetector({
  id: 'replica-failure',
  summary:
    'pods of a deployment cannot even be created; where a quota forbids it, it is told of the quota',
  resource: 'deployments.apps',
  keeps: [DEPLOYMENTS, QUOTAS],
  severity: 'warning',
  holdMs: 30_000,
  clearMs: 60_000,
  nextStep: 'The message says who refuses: quota, admission or the pod’s own template.',
  see(deployment, look) {
    const failure = conditionOf(deployment, 'ReplicaFailure')
    if (failure?.status !== 'True') return undefined
    const message = failure.message ?? failure.reason ?? 'no reason given'
    const quota = quotaIn(message, deployment, look)
    const impact = impactOn(subjectOf(deployment), look)
    return {
      summary: quota ? text`keeps pods from being created` : text`cannot create its pods`,
      evidence: [text`${deployment.name}: ${oneLine(message)}`, ...impact.lines],
      ...(quota && { about: subjectOf(quota), cause: 'quota-exceeded' }),
      // The rollout that cannot go on, and the quota that is used up, are the same trouble.
      explains: [deployment.uid, ...(quota ? [quota.uid] : [])],
      ...sinceOf(failure.since),
      ...(impact.severity && { severity: impact.severity }),
      ...diagnose(REFUSAL_MODES, message),
    }
  },
})

/** `… is forbidden: exceeded quota: compute, requested: …`: one quota, however many deployments it stops. */
function quotaIn(message: string, { namespace }: Watched, look: Look): Watched | undefined {
  const name = /exceeded quota: ([a-z0-9.-]{1,253}),/.exec(message)?.[1]
  return name === undefined ? undefined : look.get('resourcequotas', name, namespace)
}
