import { isActive } from '../kinds/pod-shape.ts'
import type { Quota } from '../kinds/core-kinds.ts'
import { quotaText, usedBy } from '../rest/quota.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { itself, refOfKey } from './keys.ts'
import type { World } from './world.ts'

/** Keeps the books of resource quotas. */
export function createQuotaController({ resources }: World): Controller {
  const { quotas, pods } = resources
  return {
    name: 'resourcequota-controller',
    concerns: (change) =>
      change.resource === '/pods'
        ? quotas.list(change.object.metadata.namespace).map((quota) => keyOf(refOf(quota)))
        : itself(change, '/resourcequotas'),
    reconcile(key) {
      const quota = quotas.get(refOfKey(key))
      if (!quota) return undefined
      const { hard = {} } = quota.spec
      const active = pods.list(quota.metadata.namespace).filter(isActive)
      const used = Object.fromEntries(
        Object.keys(hard).map((item) => [item, quotaText(item, usedBy(active, item) ?? 0)]),
      )
      const change = (current: Quota) => ({ ...current, status: { hard, used } })
      quotas.update(refOf(quota), change, { part: 'status' })
      return undefined
    },
  }
}
