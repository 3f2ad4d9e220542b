import { text } from '../core/text.ts'
import { defineDetector } from './about/define-detector.ts'
import { autoscalerCondition } from './reading/autoscaler-condition.ts'
import { sinceOf } from './reading/condition.ts'
import { fieldsOf, numberOf, specOf, statusOf, textOf } from './reading/fields.ts'
import { AUTOSCALERS } from './reading/kept.ts'

export const autoscalerMaxed = defineDetector({
  id: 'autoscaler-maxed',
  summary: 'an autoscaler wants more replicas than its maximum for long',
  resource: 'horizontalpodautoscalers.autoscaling',
  keeps: [AUTOSCALERS],
  severity: 'warning',
  holdMs: 15 * 60_000,
  clearMs: 10 * 60_000,
  nextStep: 'Raise its maximum if the load is honest and there is room.',
  see(autoscaler) {
    const limited = autoscalerCondition(autoscaler, 'ScalingLimited')
    if (limited?.status !== 'True' || limited.reason !== 'TooManyReplicas') return undefined
    const { minReplicas, maxReplicas, scaleTargetRef } = specOf(autoscaler)
    const most = numberOf(maxReplicas)
    // Pinned on purpose: there is nothing to scale.
    if (most === undefined || most <= (numberOf(minReplicas) ?? 1)) return undefined
    const current = numberOf(statusOf(autoscaler)['currentReplicas']) ?? 0
    if (current < most) return undefined
    const { kind, name } = fieldsOf(scaleTargetRef)
    return {
      summary: text`is at its maximum of ${most} and wants more`,
      evidence: [text`${textOf(kind) ?? 'target'} ${textOf(name) ?? '?'}: ${current} of ${most}`],
      ...sinceOf(limited.since),
    }
  },
})
