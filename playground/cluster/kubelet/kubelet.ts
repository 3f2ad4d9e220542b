import type { Controller } from '../controllers/controller.ts'
import { itself, refOfKey } from '../controllers/keys.ts'
import type { World } from '../controllers/world.ts'
import type { Pod } from '../kinds/pod-shape.ts'
import { refOf } from '../storage/kube-object.ts'
import { behaviourOf, type Breakages } from './behaviour.ts'
import { nextStep, type Step } from './next-step.ts'

/** All nodes' kubelets in one: brings pods up, makes them behave, and lets them go. */
export function createKubelet(
  world: World,
  { breakages, lost }: { readonly breakages: Breakages; readonly lost: ReadonlySet<string> },
): Controller {
  const { resources, pace } = world
  const due = new Map<string, { at: number; what: string }>()
  return {
    name: 'kubelet',
    concerns: (change) => itself(change, '/pods'),
    reconcile(key) {
      const pod = resources.pods.get(refOfKey(key))
      if (!pod?.spec.nodeName || lost.has(pod.spec.nodeName)) {
        due.delete(key)
        return undefined
      }
      const leaving = pod.metadata.deletionTimestamp !== undefined
      const step = leaving ? undefined : nextStep(pod, behaviourOf(pod, resources, breakages))
      if (!leaving && !step) return void due.delete(key)
      const what = leaving ? 'leave' : whatOf(pod, step)
      const wait = waitFor(due, { key, what, after: step?.after ?? 800, now: elapsed(pace) })
      if (wait > 0) return wait
      due.delete(key)
      if (!step) return leave(world, pod)
      take(world, pod, step)
      return 1
    },
  }
}

const elapsed = (pace: World['pace']) => pace.since(new Date(0))

/** A step is known by where the pod stands, so that an unrelated change does not start its wait anew. */
const whatOf = ({ status }: Pod, step: Step | undefined) =>
  JSON.stringify([
    step?.after,
    status.containerStatuses?.map(({ state, restartCount }) => [Object.keys(state), restartCount]),
  ])

type Wait = {
  readonly key: string
  readonly what: string
  readonly after: number
  readonly now: number
}

function waitFor(due: Map<string, { at: number; what: string }>, wait: Wait): number {
  const known = due.get(wait.key)
  const at = known?.what === wait.what ? known.at : wait.now + wait.after
  due.set(wait.key, { at, what: wait.what })
  return at - wait.now
}

function take({ resources, events, pace }: World, pod: Pod, step: Step) {
  const status = step.apply(pod, pace.stamp())
  resources.pods.update(refOf(pod), (current) => ({ ...current, status }), { part: 'status' })
  const host = pod.spec.nodeName
  for (const words of step.events)
    events.record(pod, { ...words, from: 'kubelet', ...(host && { host }) })
}

function leave({ resources, events }: World, pod: Pod) {
  for (const { name } of pod.spec.containers)
    events.record(pod, {
      reason: 'Killing',
      message: `Stopping container ${name}`,
      from: 'kubelet',
    })
  resources.pods.remove(refOf(pod), { graceSeconds: 0 })
  return undefined
}
