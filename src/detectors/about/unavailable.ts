import { text } from '../../core/text.ts'
import type { Watched } from '../../core/watched.ts'
import { conditionOf, sinceOf } from '../reading/condition.ts'
import { fieldsOf } from '../reading/fields.ts'
import { replicasOf } from '../reading/replicas.ts'
import type { Seen } from './define-detector.ts'

/** Fewer available than wanted, while nobody is replacing pods: a rollout has its own verdict. */
export function seeUnavailable(workload: Watched): Seen | undefined {
  const replicas = replicasOf(workload)
  if (!replicas || !replicas.isSettled || workload.deletedAt !== undefined) return undefined
  const { available, desired } = replicas
  if (available >= desired || fieldsOf(workload.body['spec'])['paused'] === true) return undefined
  const condition = conditionOf(workload, 'Available')
  return {
    summary: text`has ${available} of ${desired} available`,
    evidence: [text`${available} of ${desired} available, and no rollout is under way`],
    ...(available === 0 && { severity: 'critical' as const }),
    ...sinceOf(condition?.status === 'False' ? condition.since : undefined),
  }
}
