import { controllerOf, keyOf, refOf } from '../storage/kube-object.ts'
import type { Resources } from '../kinds/resources.ts'
import type { Pod } from '../kinds/pod-shape.ts'

const BEHAVIOURS = [
  'ready',
  'crash',
  'oom',
  'imagepull',
  'slow',
  'notready',
  'fail',
  'succeed',
] as const
/** How a pod's containers do. `slow` never gets beyond creating; the rest say what they are. */
export type Behaviour = (typeof BEHAVIOURS)[number]

/** Behaviours forced on every pod of a workload, by `Kind/namespace/name` of its topmost owner. */
export type Breakages = Map<string, Behaviour>

/** What decides a pod's fate: what was broken, its annotation `test/behave`, its image, its owner. */
export function behaviourOf(pod: Pod, resources: Resources, breakages: Breakages): Behaviour {
  const broken = breakages.get(workloadOf(pod, resources))
  if (broken) return broken
  const told = BEHAVIOURS.find((one) => one === pod.metadata.annotations?.['test/behave'])
  if (told) return told
  if (pod.spec.containers.some(({ image }) => /:(broken|does-not-exist)$/.test(image)))
    return 'imagepull'
  return controllerOf(pod)?.kind === 'Job' ? 'succeed' : 'ready'
}

/** `Deployment/shop/web` for a pod of its ReplicaSet, else the direct owner. */
export function workloadOf(pod: Pod, { replicaSets }: Pick<Resources, 'replicaSets'>): string {
  const owner = controllerOf(pod)
  const { namespace = '' } = pod.metadata
  if (!owner) return `Pod/${keyOf(refOf(pod))}`
  const above =
    owner.kind === 'ReplicaSet'
      ? controllerOf(replicaSets.get({ namespace, name: owner.name }) ?? pod)
      : owner
  const top = above ?? owner
  return `${top.kind}/${namespace}/${top.name}`
}
