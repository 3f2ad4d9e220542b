import type { PlanWarning } from '../plan.ts'
import { text } from '../text.ts'
import { countsOf } from './rollout-counts.ts'
import type { Workload } from './workload.ts'

/** Whether new pods come only after all the old ones went. */
export const isInterrupting = ({ kind, spec }: Workload): boolean =>
  kind === 'Deployment' && spec?.strategy?.type === 'Recreate'

/** What replacing its pods means for a workload's users. */
export function interruptionWarnings(object: Workload): readonly PlanWarning[] {
  if (isInterrupting(object)) {
    const gap = text`Its strategy is Recreate: nothing serves between the old pods and the new ones.`
    return [{ code: 'recreate-strategy', text: gap }]
  }
  if (object.spec?.updateStrategy?.type === 'OnDelete') {
    const wait = text`Its strategy is OnDelete: a pod is replaced only when somebody deletes it.`
    return [{ code: 'on-delete-strategy', text: wait }]
  }
  if (object.kind === 'StatefulSet' && countsOf(object).desired === 1) {
    const away = text`It has one replica, which is away while it is replaced.`
    return [{ code: 'single-replica', text: away }]
  }
  return []
}

/**
 * A StatefulSet waits for a broken pod to become ready before it goes on, even when the way on would mend it.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
export function stuckWarnings(object: Workload): readonly PlanWarning[] {
  const { available, desired } = countsOf(object)
  const isOrdered = object.spec?.['podManagementPolicy'] !== 'Parallel'
  if (object.kind !== 'StatefulSet' || !isOrdered || available >= desired) return []
  return [
    {
      code: 'statefulset-stuck',
      text: text`${desired - available} of its pods are not ready. A StatefulSet does not replace a broken pod by itself: delete it after the rollback.`,
    },
  ]
}
