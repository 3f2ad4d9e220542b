import type { World } from '../controllers/world.ts'
import type { Breakages } from '../kubelet/behaviour.ts'
import type { BreakAction } from '../page-model.ts'
import type { RequestLog } from '../rest/request-log.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import { driftAway } from './drift.ts'
import { endStorm, startStorm } from './storm.ts'
import { breakTemplate, mendTemplate, type Healthy } from './templates.ts'
import { mustWorkload } from './workload.ts'

type Ground = {
  readonly breakages: Breakages
  readonly lost: Set<string>
  readonly log: RequestLog
  /** Has a controller look again at keys. */
  wake(controller: string, keys: readonly string[]): void
}

const FORCED = { crash: 'crash', oom: 'oom', 'not-ready': 'notready' } as const

/** The buttons that break and mend things. What a person could do wrong is done to the objects themselves. */
export function createBreaker(world: World, { breakages, lost, log, wake }: Ground) {
  const healthy: Healthy = new Map()
  const { pods } = world.resources
  const podsAgain = () =>
    wake(
      'kubelet',
      pods.list().map((pod) => keyOf(refOf(pod))),
    )
  const nodeAgain = (node: string) => {
    wake('node-controller', [`/${node}`])
    podsAgain()
  }
  const found = (node: string) => {
    lost.delete(node)
    nodeAgain(node)
  }
  return (action: BreakAction): void => {
    switch (action.action) {
      case 'lose-node':
        mustNode(world, action.node)
        lost.add(action.node)
        return nodeAgain(action.node)
      case 'recover-node':
        mustNode(world, action.node)
        return found(action.node)
      case 'storm':
        return startStorm(world)
      case 'recover-all':
        breakages.clear()
        endStorm(world)
        for (const uid of healthy.keys()) mendTemplate(world, healthy, uid)
        for (const node of lost) found(node)
        return podsAgain()
      case 'bad-image':
      case 'stuck-rollout':
        return breakTemplate(world, healthy, { ...action, how: action.action })
      case 'drift-image':
      case 'drift-replicas':
        return driftAway(world, log, { ...action, how: action.action })
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

function mustNode({ resources }: World, name: string) {
  if (!resources.nodes.get({ namespace: '', name }))
    throw new Error(`there is no node ${name} to break`)
}
