import { quantity } from '../json/quantity.ts'
import type { Node } from '../kinds/nodes.ts'
import { conditionOf, isActive, withCondition, type Pod } from '../kinds/pod-shape.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { refOfKey } from './keys.ts'
import type { World } from './world.ts'

const FROM = 'default-scheduler'

/** Gives pods a node that has room, or says why none has. */
export function createScheduler(world: World): Controller {
  const { pods, nodes } = world.resources
  const unscheduled = () => pods.list().filter((pod) => isActive(pod) && !pod.spec.nodeName)
  return {
    name: 'scheduler',
    concerns(change) {
      if (change.resource === '/pods' && change.type !== 'DELETED')
        return [keyOf(refOf(change.object))]
      const roomMayBe = change.resource === '/nodes' || change.resource === '/pods'
      return roomMayBe ? unscheduled().map((pod) => keyOf(refOf(pod))) : []
    },
    reconcile(key) {
      const pod = pods.get(refOfKey(key))
      if (!pod || pod.spec.nodeName || !isActive(pod)) return undefined
      const taken = pods.list().filter(isActive)
      const verdicts = nodes.list().map((node) => ({ node, obstacle: obstacle(pod, node, taken) }))
      const load = (node: Node) =>
        taken.filter((one) => one.spec.nodeName === node.metadata.name).length
      const fitting = verdicts.filter((one) => one.obstacle === undefined).map((one) => one.node)
      const best = fitting.toSorted((a, b) => load(a) - load(b))[0]
      if (best) return bind(world, pod, best)
      return refuse(
        world,
        pod,
        verdicts.map((one) => one.obstacle ?? ''),
      )
    },
  }
}

/** Why a pod cannot go to a node, in the scheduler's own words. */
function obstacle(pod: Pod, node: Node, pods: readonly Pod[]): string | undefined {
  if (node.spec.unschedulable) return 'node(s) were unschedulable'
  const taint = node.spec.taints?.find(
    ({ key, effect }) => effect !== 'PreferNoSchedule' && !tolerates(pod, key),
  )
  if (taint) return `node(s) had untolerated taint {${taint.key}: }`
  const wanted = Object.entries(pod.spec.nodeSelector ?? {})
  if (!wanted.every(([key, value]) => node.metadata.labels?.[key] === value))
    return "node(s) didn't match Pod's node affinity/selector"
  const here = pods.filter((one) => one.spec.nodeName === node.metadata.name)
  if (here.length >= quantity(node.status.allocatable?.['pods'] ?? '110')) return 'Too many pods'
  return ['cpu', 'memory'].flatMap((resource) => {
    const used = here.reduce((sum, one) => sum + requested(one, resource), 0)
    const free = quantity(node.status.allocatable?.[resource]) - used
    return requested(pod, resource) > free ? [`Insufficient ${resource}`] : []
  })[0]
}

const tolerates = (pod: Pod, key: string) =>
  (pod.spec.tolerations ?? []).some(
    (one) => (one.key === undefined || one.key === key) && one.effect !== 'NoExecute',
  )

/** What a pod asks for, in cores or bytes. */
export const requested = (pod: Pod, resource: string): number =>
  pod.spec.containers.reduce(
    (sum, { resources }) => sum + quantity(resources.requests?.[resource]),
    0,
  )

function bind({ resources: { pods }, events, pace }: World, pod: Pod, node: Node) {
  const nodeName = node.metadata.name
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastTransitionTime: pace.stamp(),
  } as const
  pods.update(
    refOf(pod),
    ({ spec, status, ...rest }) => ({
      ...rest,
      spec: { ...spec, nodeName },
      status: { ...status, conditions: withCondition(status.conditions, scheduled) },
    }),
    { part: 'all' },
  )
  const { namespace, name } = pod.metadata
  const message = `Successfully assigned ${namespace}/${name} to ${nodeName}`
  events.record(pod, { reason: 'Scheduled', message, from: FROM, action: 'Binding' })
  return undefined
}

function refuse(
  { resources: { pods }, events, pace }: World,
  pod: Pod,
  obstacles: readonly string[],
) {
  const counts = new Map<string, number>()
  for (const one of obstacles) counts.set(one, (counts.get(one) ?? 0) + 1)
  const reasons = [...counts].map(([why, count]) => `${count} ${why}`).toSorted()
  const total = obstacles.length
  const message =
    total === 0
      ? 'no nodes available to schedule pods'
      : `0/${total} nodes are available: ${reasons.join(', ')}.`
  const known = conditionOf(pod, 'PodScheduled')
  if (known?.message !== message) {
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastTransitionTime: pace.stamp(),
    } as const
    const change = ({ status, ...rest }: Pod) => ({
      ...rest,
      status: { ...status, conditions: withCondition(status.conditions, condition) },
    })
    pods.update(refOf(pod), change, { part: 'status' })
  }
  const words = { type: 'Warning', reason: 'FailedScheduling', message } as const
  events.record(pod, { ...words, from: FROM, action: 'Scheduling' })
  return 30_000
}
