import { Pod } from '../../src/core/kinds/pod.ts'
import { countsOf } from '../../src/core/kinds/rollout-counts.ts'
import { Workload } from '../../src/core/kinds/workload.ts'
import type { Kind, KubeObject } from '../../src/core/resource.ts'
import { podRows } from './pod-rows.ts'

const WITH_REPLICAS = ['deployments', 'statefulsets', 'daemonsets', 'replicasets']

/** How it is, for the first line: `2 of 3 available`, `0/1 CrashLoopBackOff`. Of other kinds nothing. */
export function stateOf({ resource }: Kind, object: KubeObject): string | undefined {
  if (resource === 'pods') return stateOfPod(object)
  const workload = Workload.safeParse(object)
  if (!WITH_REPLICAS.includes(resource) || !workload.success) return undefined
  const { available, desired } = countsOf(workload.data)
  return `${available} of ${desired} available`
}

function stateOfPod(object: KubeObject): string | undefined {
  const pod = Pod.safeParse(object)
  const [[, ready, status] = []] = podRows(pod.success ? [pod.data] : [])
  return status === undefined ? undefined : `${ready} ${status}`
}
