import { conditionOf, withCondition, type Condition, type Pod } from '../kinds/pod-shape.ts'
import { healthyConditions, type Node, silentConditions } from '../kinds/nodes.ts'
import { refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { itself, refOfKey } from './keys.ts'
import type { World } from './world.ts'

const FROM = 'node-controller'
/** How long a kubelet may be silent; a real cluster waits 40 s. */
const GRACE_MS = 4000
const UNREACHABLE = 'node.kubernetes.io/unreachable'
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'

/** Notices lost nodes, taints them, and moves their pods away once their toleration has run out. */
export function createNodeController(world: World, lost: ReadonlySet<string>): Controller {
  const { nodes } = world.resources
  const silentSince = new Map<string, number>()
  return {
    name: FROM,
    concerns: (change) => itself(change, '/nodes'),
    reconcile(key) {
      const { name } = refOfKey(key)
      const found = nodes.get({ namespace: '', name })
      if (!found) return undefined
      const node = markCordon(world, found)
      if (!lost.has(name)) {
        silentSince.delete(name)
        if (conditionOf(node, 'Ready')?.status !== 'True') revive(world, node)
        return undefined
      }
      const now = world.pace.since(new Date(0))
      const since = silentSince.get(name) ?? now
      silentSince.set(name, since)
      if (now - since < GRACE_MS) return GRACE_MS
      if (conditionOf(node, 'Ready')?.status !== 'Unknown') declareLost(world, node)
      evictFrom(world, name, now - since - GRACE_MS)
      return 1000
    },
  }
}

/** A cordoned node carries a taint that says so, and loses it when it is uncordoned. */
function markCordon({ resources, pace }: World, node: Node): Node {
  const { unschedulable = false, taints = [] } = node.spec
  const marked = taints.some(({ key }) => key === UNSCHEDULABLE)
  if (unschedulable === marked) return node
  const others = taints.filter(({ key }) => key !== UNSCHEDULABLE)
  const mark = { key: UNSCHEDULABLE, effect: 'NoSchedule', timeAdded: pace.stamp() }
  const next = unschedulable ? [...others, mark] : others
  return resources.nodes.update(refOf(node), ({ spec, ...rest }) => ({
    ...rest,
    spec: { ...spec, taints: orNone(next) },
  }))
}

const orNone = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined)

type Heard = {
  readonly conditions: readonly Condition[]
  readonly taints: NonNullable<Node['spec']['taints']>
}

function writeHeard({ resources }: World, node: Node, { conditions, taints }: Heard) {
  const change = ({ spec, status, ...rest }: Node) => ({
    ...rest,
    spec: { ...spec, taints: orNone([...reachable(spec.taints), ...taints]) },
    status: { ...status, conditions: [...conditions] },
  })
  resources.nodes.update(refOf(node), change, { part: 'all' })
}

const reachable = (taints: Node['spec']['taints'] = []) =>
  taints.filter(({ key }) => key !== UNREACHABLE)

function declareLost(world: World, node: Node) {
  const timeAdded = world.pace.stamp()
  writeHeard(world, node, {
    conditions: silentConditions(node.status.conditions, timeAdded),
    taints: [
      { key: UNREACHABLE, effect: 'NoSchedule', timeAdded },
      { key: UNREACHABLE, effect: 'NoExecute', timeAdded },
    ],
  })
  const { name } = node.metadata
  const words = `Node ${name} status is now: NodeNotReady`
  world.events.record(node, { reason: 'NodeNotReady', message: words, from: FROM })
  for (const pod of podsOn(world, name)) setReady(world, pod, 'False')
}

function revive(world: World, node: Node) {
  writeHeard(world, node, { conditions: healthyConditions(world.pace.stamp()), taints: [] })
  const words = `Node ${node.metadata.name} status is now: NodeReady`
  world.events.record(node, { reason: 'NodeReady', message: words, from: 'kubelet' })
  for (const pod of podsOn(world, node.metadata.name))
    if (pod.status.containerStatuses?.every((one) => one.ready)) setReady(world, pod, 'True')
}

const podsOn = ({ resources }: World, name: string) =>
  resources.pods.list().filter((pod) => pod.spec.nodeName === name)

function setReady({ resources, pace, events }: World, pod: Pod, status: 'True' | 'False') {
  const condition = { type: 'Ready', status, lastTransitionTime: pace.stamp() } as const
  const change = ({ status: before, ...rest }: Pod) => ({
    ...rest,
    status: { ...before, conditions: withCondition(before.conditions, condition) },
  })
  resources.pods.update(refOf(pod), change, { part: 'status' })
  if (status === 'False')
    events.record(pod, {
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      from: FROM,
    })
}

function evictFrom(world: World, name: string, forMs: number) {
  for (const pod of podsOn(world, name)) {
    const toleration = pod.spec.tolerations?.find((one) => one.key === UNREACHABLE)
    const seconds = toleration?.tolerationSeconds
    if (pod.metadata.deletionTimestamp || seconds === undefined || forMs < seconds * 1000) continue
    const { namespace } = pod.metadata
    const message = `Marking for deletion Pod ${namespace}/${pod.metadata.name}`
    world.events.record(pod, {
      reason: 'TaintManagerEviction',
      message,
      from: 'taint-eviction-controller',
    })
    world.resources.pods.remove(refOf(pod))
  }
}
