import type { Watched } from '../../core/watched.ts'
import { type Condition, conditionOf } from './condition.ts'
import { fieldsOf } from './fields.ts'

/** Where autoscaling/v1 keeps the conditions that v2 has in its status. */
export const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions'

/** One condition of an autoscaler in either version: v1 is the one that clusters before Kubernetes 1.23 prefer. */
export function autoscalerCondition(autoscaler: Watched, type: string): Condition | undefined {
  const noted = autoscaler.annotations[CONDITIONS]
  if (noted === undefined) return conditionOf(autoscaler, type)
  const { body } = autoscaler
  const status = { ...fieldsOf(body['status']), conditions: parse(noted) }
  return conditionOf({ ...autoscaler, body: { ...body, status } }, type)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
