import { dig } from '../json/value.ts'
import type { Resources } from '../kinds/resources.ts'
import type { Pod } from '../kinds/pod-shape.ts'
import { isReady } from '../kinds/pod-shape.ts'
import { refOf } from '../storage/kube-object.ts'
import { selects } from '../storage/selector.ts'
import { json, type Call, type Reply } from './call.ts'
import { removalOf } from './delete.ts'
import { refuse } from './refusals.ts'

/** `pods/NAME/eviction`: deletes a pod unless a disruption budget has none to spare (429). */
export function serveEviction(call: Call, { pods, disruptionBudgets }: Resources): Reply {
  const { namespace, name } = call.target
  const pod = pods.get({ namespace, name })
  if (!pod) throw refuse.notFound(pods.definition, name)
  const removal = removalOf(call, dig(call.body, 'deleteOptions'))
  for (const budget of budgetsOf(pod, disruptionBudgets)) {
    const { disruptionsAllowed, desiredHealthy, currentHealthy } = budget.status
    if (disruptionsAllowed < 1)
      throw refuse.tooManyRequests(
        "Cannot evict pod as it would violate the pod's disruption budget.",
        [
          {
            reason: 'DisruptionBudget',
            message: `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
            field: '',
          },
        ],
      )
    if (!removal.dryRun)
      disruptionBudgets.update(
        refOf(budget),
        ({ status, ...rest }) => ({
          ...rest,
          status: { ...status, disruptionsAllowed: disruptionsAllowed - 1 },
        }),
        { part: 'status' },
      )
  }
  pods.remove(refOf(pod), removal)
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201)
}

/** Pods that do not serve anyway are let go without asking a budget. */
function budgetsOf(pod: Pod, budgets: Resources['disruptionBudgets']) {
  if (pod.status.phase !== 'Running' || !isReady(pod)) return []
  return budgets
    .list(pod.metadata.namespace)
    .filter((budget) => selects(budget.spec.selector, pod.metadata.labels))
}
