import type { World } from '../controllers/world.ts'
import type { Breakages } from '../kubelet/behaviour.ts'
import type { BreakAction } from '../page-model.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import { breakTemplate, mendTemplate, type Healthy } from './templates.ts'

type Ground = {
  readonly breakages: Breakages
  readonly lost: Set<string>
  /** Has a controller look again at keys. */
  wake(controller: string, keys: readonly string[]): void
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const
const FORCED = { crash: 'crash', oom: 'oom', 'not-ready': 'notready' } as const

/** The buttons that break and mend things. What a person could do wrong is done to the objects themselves. */
export function createBreaker(world: World, { breakages, lost, wake }: Ground) {
  const healthy: Healthy = new Map()
  const podsAgain = () =>
    wake(
      'kubelet',
      world.resources.pods.list().map((pod) => keyOf(refOf(pod))),
    )
  const nodeAgain = (node: string) => {
    wake('node-controller', [`/${node}`])
    podsAgain()
  }
  return (action: BreakAction): void => {
    switch (action.action) {
      case 'lose-node':
        mustNode(world, action.node)
        lost.add(action.node)
        return nodeAgain(action.node)
      case 'recover-node':
        mustNode(world, action.node)
        lost.delete(action.node)
        return nodeAgain(action.node)
      case 'recover-all':
        breakages.clear()
        for (const node of lost) {
          lost.delete(node)
          nodeAgain(node)
        }
        for (const uid of healthy.keys()) mendTemplate(world, healthy, uid)
        return podsAgain()
      case 'bad-image':
      case 'stuck-rollout':
        return breakTemplate(world, healthy, { ...action, how: action.action })
      case 'recover': {
        const { id, uid } = mustWorkload(world, action)
        breakages.delete(id)
        mendTemplate(world, healthy, uid)
        return podsAgain()
      }
      default:
        breakages.set(mustWorkload(world, action).id, FORCED[action.action])
        return podsAgain()
    }
  }
}

export function mustWorkload(
  { resources }: World,
  { namespace, name }: { readonly namespace: string; readonly name: string },
) {
  const { deployments, statefulSets, daemonSets } = resources
  const found = [deployments, statefulSets, daemonSets].map((one) => one.get({ namespace, name }))
  const index = found.findIndex((one) => one !== undefined)
  const object = found[index]
  if (!object) throw new Error(`there is no workload ${namespace}/${name} to break`)
  return { id: `${KINDS[index]}/${namespace}/${name}`, uid: object.metadata.uid, object }
}

function mustNode({ resources }: World, name: string) {
  if (!resources.nodes.get({ namespace: '', name }))
    throw new Error(`there is no node ${name} to break`)
}
