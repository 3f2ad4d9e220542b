import type { Deployment } from '../../kinds/deployments.ts'
import type { ReplicaSet } from '../../kinds/replica-sets.ts'

export type Scaling = { readonly set: ReplicaSet; readonly replicas: number }

/** How many more and how many fewer pods than wanted a rolling update may have. */
export function bounds({ spec }: Deployment): { surge: number; unavailable: number } {
  if (spec.strategy.type === 'Recreate') return { surge: 0, unavailable: 0 }
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy.rollingUpdate ?? {}
  const surge = amount(maxSurge, spec.replicas, Math.ceil)
  const unavailable = Math.min(amount(maxUnavailable, spec.replicas, Math.floor), spec.replicas)
  return surge === 0 && unavailable === 0 ? { surge: 0, unavailable: 1 } : { surge, unavailable }
}

/** `25%` of the whole or a plain number. */
export function amount(
  value: string | number,
  whole: number,
  round: (share: number) => number,
): number {
  if (typeof value === 'number') return value
  return round((Number.parseInt(value, 10) / 100) * whole)
}

const available = (set: ReplicaSet) => set.status.availableReplicas ?? 0
const wanted = (sets: readonly ReplicaSet[]) =>
  sets.reduce((sum, set) => sum + set.spec.replicas, 0)

/** One step of a rolling update (kubernetes' rolling.go): first grow the new, else shrink the old. */
export function rollingStep(
  deployment: Deployment,
  next: ReplicaSet,
  old: readonly ReplicaSet[],
): readonly Scaling[] {
  const { surge, unavailable } = bounds(deployment)
  const { replicas } = deployment.spec
  const total = wanted([next, ...old])
  if (next.spec.replicas > replicas) return [{ set: next, replicas }]
  const room = Math.min(replicas + surge - total, replicas - next.spec.replicas)
  if (room > 0) return [{ set: next, replicas: next.spec.replicas + room }]
  return shrinkOld({ next, old, total, least: replicas - unavailable })
}

type Shrink = {
  readonly next: ReplicaSet
  readonly old: readonly ReplicaSet[]
  readonly total: number
  readonly least: number
}

function shrinkOld({ next, old, total, least }: Shrink): readonly Scaling[] {
  const newUnavailable = Math.max(0, next.spec.replicas - available(next))
  const spare = total - least - newUnavailable
  if (spare <= 0) return []
  const steps = new Map<ReplicaSet, number>()
  const left = (set: ReplicaSet) => steps.get(set) ?? set.spec.replicas
  const take = (budget: number, most: (set: ReplicaSet) => number) =>
    old.reduce((rest, set) => {
      const gone = Math.min(rest, Math.max(0, most(set)))
      if (gone > 0) steps.set(set, left(set) - gone)
      return rest - gone
    }, budget)
  take(spare, (set) => set.spec.replicas - available(set))
  const availableNow = [next, ...old].reduce((sum, set) => sum + available(set), 0)
  take(Math.max(0, availableNow - least), left)
  return [...steps].map(([set, replicas]) => ({ set, replicas }))
}
