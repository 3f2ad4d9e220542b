import { z } from 'zod'
import { Condition } from '../../src/core/kinds/condition.ts'
import type { KubeObject } from '../../src/core/resource.ts'

const Conditioned = z.looseObject({ status: z.looseObject({ conditions: z.array(Condition) }) })

/** `status.conditions` of any kind. */
export function conditionRows(object: KubeObject): readonly (readonly string[])[] {
  const parsed = Conditioned.safeParse(object)
  if (!parsed.success) return []
  return parsed.data.status.conditions.map(({ type, status, reason, message }) => [
    type,
    status,
    reason ?? '',
    message ?? '',
  ])
}
