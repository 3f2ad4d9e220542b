import type { DisruptionBudget } from '../kinds/disruption-budgets.ts'
import { isActive, isReady } from '../kinds/pod-shape.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import { selects } from '../storage/selector.ts'
import type { Controller } from './controller.ts'
import { amount } from './deployment/scaling.ts'
import { itself, refOfKey } from './keys.ts'
import type { World } from './world.ts'

/** Counts how many pods each disruption budget can spare. */
export function createDisruptionController({ resources }: World): Controller {
  const { disruptionBudgets, pods } = resources
  return {
    name: 'disruption-controller',
    concerns: (change) =>
      change.resource === '/pods'
        ? disruptionBudgets
            .list(change.object.metadata.namespace)
            .map((budget) => keyOf(refOf(budget)))
        : itself(change, 'policy/poddisruptionbudgets'),
    reconcile(key) {
      const budget = disruptionBudgets.get(refOfKey(key))
      if (!budget) return undefined
      const mine = pods
        .list(budget.metadata.namespace)
        .filter((pod) => isActive(pod) && selects(budget.spec.selector, pod.metadata.labels))
      const currentHealthy = mine.filter(isReady).length
      const desiredHealthy = healthyWanted(budget, mine.length)
      const counts = {
        disruptionsAllowed: Math.max(0, currentHealthy - desiredHealthy),
        currentHealthy,
        desiredHealthy,
        expectedPods: mine.length,
      }
      const change = (current: DisruptionBudget) => ({
        ...current,
        status: { observedGeneration: current.metadata.generation ?? 1, ...counts },
      })
      disruptionBudgets.update(refOf(budget), change, { part: 'status' })
      return undefined
    },
  }
}

function healthyWanted({ spec }: DisruptionBudget, expected: number): number {
  if (spec.minAvailable !== undefined) return amount(spec.minAvailable, expected, Math.ceil)
  return Math.max(0, expected - amount(spec.maxUnavailable ?? 0, expected, Math.ceil))
}
