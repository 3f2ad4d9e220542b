import type { ContainerStatus, Pod } from '../kinds/pod-shape.ts'
import type { EventWords } from '../controllers/event-recorder.ts'
import type { Behaviour } from './behaviour.ts'
import * as state from './container-states.ts'

type Words = Omit<EventWords, 'from' | 'host'>

/** What happens to a pod next, and after how many cluster milliseconds. */
export type Step = {
  readonly after: number
  /** The pod's status afterwards, given the time. */
  apply(pod: Pod, now: string): Pod['status']
  readonly events: readonly Words[]
}

const MINUTE = 60_000
/** The kubelet's crash loop: ten seconds, doubling, five minutes at most. */
export const backOff = (restarts: number): number =>
  Math.min(5 * MINUTE, 10_000 * 2 ** Math.max(0, restarts))

/** The kubelet as a state machine: from what a pod's status says and how its containers behave. */
export function nextStep(pod: Pod, behaviour: Behaviour): Step | undefined {
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return undefined
  const told = pod.status.containerStatuses?.[0]
  if (!told) return creating()
  const waiting = told.state.waiting?.reason
  if (waiting === 'ContainerCreating') return fromCreating(pod, behaviour)
  if (waiting === 'ErrImagePull' || waiting === 'ImagePullBackOff')
    return fromPull(pod, behaviour, waiting)
  if (waiting === 'CrashLoopBackOff') return restart(pod, told, behaviour)
  if (told.state.terminated) return afterEnd(pod, told, behaviour)
  return fromRunning(told, behaviour)
}

const creating = (): Step => ({ after: 50, apply: state.creating, events: [] })

function fromCreating(pod: Pod, behaviour: Behaviour): Step | undefined {
  if (behaviour === 'slow') return undefined
  if (behaviour === 'imagepull') return pullFails(pod, 300)
  return { after: 400, apply: state.running, events: started(pod) }
}

function started(pod: Pod): Words[] {
  return pod.spec.containers.flatMap(({ name, image }) => [
    { reason: 'Pulled', message: `Container image "${image}" already present on machine` },
    { reason: 'Created', message: `Created container ${name}` },
    { reason: 'Started', message: `Started container ${name}` },
  ])
}

const imageOf = (pod: Pod) => pod.spec.containers[0]?.image ?? ''

function pullFails(pod: Pod, after: number): Step {
  const image = imageOf(pod)
  const why = `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`
  return {
    after,
    apply: (one) => state.waiting(one, 'ErrImagePull', why),
    events: [
      { reason: 'Pulling', message: `Pulling image "${image}"` },
      { type: 'Warning', reason: 'Failed', message: why },
      { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
    ],
  }
}

function fromPull(pod: Pod, behaviour: Behaviour, waiting: string): Step {
  if (behaviour !== 'imagepull') return { after: 1000, apply: state.running, events: started(pod) }
  if (waiting === 'ImagePullBackOff') return pullFails(pod, 20_000)
  const message = `Back-off pulling image "${imageOf(pod)}"`
  return {
    after: 500,
    apply: (one) => state.waiting(one, 'ImagePullBackOff', message),
    events: [
      { reason: 'BackOff', message },
      { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' },
    ],
  }
}

const ENDS: Partial<Record<Behaviour, { code: number; reason: string }>> = {
  crash: { code: 1, reason: 'Error' },
  oom: { code: 137, reason: 'OOMKilled' },
  fail: { code: 2, reason: 'Error' },
  succeed: { code: 0, reason: 'Completed' },
}

function fromRunning(told: ContainerStatus, behaviour: Behaviour): Step | undefined {
  const end = ENDS[behaviour]
  if (end) {
    const apply: Step['apply'] = (one, now) => state.ended(one, now, end)
    return { after: behaviour === 'succeed' ? 1500 : 300, apply, events: [] }
  }
  if (behaviour === 'notready') {
    const message = 'Readiness probe failed: HTTP probe failed with statuscode: 503'
    const events = [{ type: 'Warning', reason: 'Unhealthy', message }] as const
    return { after: told.ready ? 300 : 10_000, apply: state.unready, events }
  }
  return told.ready ? undefined : { after: 600, apply: state.ready, events: [] }
}

/** A container that ended stays so for a moment, then waits for its restart. */
function afterEnd(pod: Pod, told: ContainerStatus, behaviour: Behaviour): Step {
  const { name, namespace } = pod.metadata
  const wait = backOff(told.restartCount) / 1000
  const message = `back-off ${wait}s restarting failed container=${told.name} pod=${name}_${namespace}(${pod.metadata.uid})`
  if (behaviour !== 'crash' && behaviour !== 'oom')
    return { after: 500, apply: state.restarted, events: started(pod) }
  return {
    after: 200,
    apply: (one) => state.backingOff(one, message),
    events: [
      {
        type: 'Warning',
        reason: 'BackOff',
        message: `Back-off restarting failed container ${told.name} in pod ${name}_${namespace}(${pod.metadata.uid})`,
      },
    ],
  }
}

function restart(pod: Pod, told: ContainerStatus, behaviour: Behaviour): Step {
  const mended = behaviour !== 'crash' && behaviour !== 'oom'
  const after = mended ? 1000 : backOff(told.restartCount)
  return { after, apply: state.restarted, events: started(pod) }
}
