import type { DaemonSet } from '../kinds/daemon-sets.ts'
import { withoutEmpty } from '../json/value.ts'
import { isActive, isReady, type Pod } from '../kinds/pod-shape.ts'
import { keyOf, refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { hashLabel, recordRevision, REVISION_HASH } from './controller-history.ts'
import { isControlledBy, itself, ownerKey, refOfKey } from './keys.ts'
import { podFromTemplate } from './pod-from-template.ts'
import type { World } from './world.ts'

const FROM = 'daemonset-controller'

/** Keeps one pod on every node, and replaces outdated ones one at a time. */
export function createDaemonSetController(world: World): Controller {
  const { daemonSets, nodes, pods } = world.resources
  return {
    name: FROM,
    concerns: (change) =>
      change.resource === '/nodes'
        ? daemonSets.list().map((set) => keyOf(refOf(set)))
        : [...itself(change, 'apps/daemonsets'), ...ownerKey(change, 'DaemonSet')],
    reconcile(key) {
      const set = daemonSets.get(refOfKey(key))
      if (!set || set.metadata.deletionTimestamp) return undefined
      const hash = recordRevision(world, set)
      const mine = () =>
        pods.list(set.metadata.namespace).filter((pod) => isControlledBy(pod, set) && isActive(pod))
      const wanted = nodes.list().map((node) => node.metadata.name)
      for (const nodeName of wanted)
        if (!mine().some((pod) => pod.spec.nodeName === nodeName))
          create(world, set, { nodeName, hash })
      replaceOutdated(world, mine(), hash)
      writeStatus(world, set, { hash, pods: mine(), wanted: wanted.length })
      return undefined
    },
  }
}

function create(
  { resources, events }: World,
  set: DaemonSet,
  at: { nodeName: string; hash: string },
) {
  const labels = { [REVISION_HASH]: at.hash }
  const pod = resources.pods.create(
    podFromTemplate(set.spec.template, set, { nodeName: at.nodeName, labels, steadfast: true }),
  )
  const message = `Created pod: ${pod.metadata.name}`
  events.record(set, { reason: 'SuccessfulCreate', message, from: FROM })
}

function replaceOutdated({ resources }: World, pods: readonly Pod[], hash: string) {
  const outdated = pods.filter((pod) => hashLabel(pod) !== hash)
  const broken = outdated.filter((pod) => !isReady(pod))
  const othersServe = pods.every((pod) => isReady(pod) || broken.includes(pod))
  const next = broken[0] ?? (othersServe ? outdated[0] : undefined)
  if (next) resources.pods.remove(refOf(next))
}

type Present = { readonly hash: string; readonly pods: readonly Pod[]; readonly wanted: number }

function writeStatus({ resources }: World, set: DaemonSet, { hash, pods, wanted }: Present) {
  const ready = pods.filter(isReady).length
  const change = (current: DaemonSet) => ({
    ...current,
    status: {
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: wanted,
      numberReady: ready,
      ...withoutEmpty({
        observedGeneration: current.metadata.generation ?? 1,
        updatedNumberScheduled: pods.filter((pod) => hashLabel(pod) === hash).length,
        numberAvailable: ready,
        numberUnavailable: wanted - ready,
      }),
    },
  })
  resources.daemonSets.update(refOf(set), change, { part: 'status' })
}
