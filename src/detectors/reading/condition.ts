import type { Watched } from '../../core/watched.ts'
import { itemsOf, momentOf, statusOf, textOf } from './fields.ts'

export type Condition = {
  readonly status: string
  readonly reason: string | undefined
  readonly message: string | undefined
  readonly since: Date | undefined
}

/** One line of `status.conditions`, read without trusting its shape. */
export function conditionOf(object: Watched, type: string): Condition | undefined {
  const found = itemsOf(statusOf(object)['conditions']).find((one) => one['type'] === type)
  if (!found) return undefined
  return {
    status: textOf(found['status']) ?? 'Unknown',
    reason: textOf(found['reason']),
    message: textOf(found['message']),
    since: momentOf(found['lastTransitionTime']),
  }
}

/** `{ since }` exactly when there is one. */
export const sinceOf = (since: Date | undefined) => (since ? { since } : {})

export const CONDITION_PATHS = [
  'status.conditions.type',
  'status.conditions.status',
  'status.conditions.reason',
  'status.conditions.message',
  'status.conditions.lastTransitionTime',
] as const
