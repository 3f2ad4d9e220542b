import {
  withCondition,
  type Condition,
  type ContainerStatus,
  type Pod,
} from '../kinds/pod-shape.ts'

type Status = Pod['status']

const NO_IMAGE = { imageID: '', containerID: '' }

/** The pod arrived on its node; its containers are being made. */
export function creating(pod: Pod, now: string): Status {
  const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
    name,
    image,
    ...NO_IMAGE,
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
  }))
  const placed = { ...pod.status, phase: 'Pending' as const, startTime: now, hostIP: '10.0.0.1' }
  return judged({ ...placed, containerStatuses }, now)
}

export function running(pod: Pod, now: string): Status {
  const podIP = pod.status.podIP ?? addressOf(pod.metadata.uid)
  const base = { ...pod.status, phase: 'Running' as const, podIP, podIPs: [{ ip: podIP }] }
  return judged({ ...base, containerStatuses: each(pod, (one) => started(one, pod, now)) }, now)
}

export function ready(pod: Pod, now: string): Status {
  return judged(
    { ...pod.status, containerStatuses: each(pod, (one) => ({ ...one, ready: true })) },
    now,
  )
}

export function unready(pod: Pod, now: string): Status {
  return judged(
    { ...pod.status, containerStatuses: each(pod, (one) => ({ ...one, ready: false })) },
    now,
  )
}

export function waiting(pod: Pod, reason: string, message: string): Status {
  const state = { waiting: { reason, message } }
  const containerStatuses = each(pod, (one) => ({ ...one, ready: false, state }))
  return { ...pod.status, phase: 'Pending', containerStatuses }
}

/** Every container ended; where nothing restarts them, so did the pod. */
export function ended(pod: Pod, now: string, end: { code: number; reason: string }): Status {
  const containerStatuses = each(pod, (one) => ({
    ...one,
    ready: false,
    started: false,
    state: {
      terminated: {
        exitCode: end.code,
        reason: end.reason,
        startedAt: one.state.running?.startedAt ?? now,
        finishedAt: now,
        containerID: containerId(pod),
      },
    },
  }))
  const failed = end.code !== 0
  const over =
    pod.spec.restartPolicy === 'Never' || (pod.spec.restartPolicy === 'OnFailure' && !failed)
  const phase = failed ? ('Failed' as const) : ('Succeeded' as const)
  return judged({ ...pod.status, ...(over && { phase }), containerStatuses }, now)
}

/** Waiting for the next try, with the last end kept in lastState. */
export function backingOff(pod: Pod, message: string): Status {
  const containerStatuses = each(pod, (one) => ({
    ...one,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: one.state.terminated ? { terminated: one.state.terminated } : one.lastState,
  }))
  return { ...pod.status, containerStatuses }
}

export function restarted(pod: Pod, now: string): Status {
  const containerStatuses = each(pod, (one) => ({
    ...started(one, pod, now),
    restartCount: one.restartCount + 1,
    lastState: one.state.terminated ? { terminated: one.state.terminated } : one.lastState,
  }))
  return judged({ ...pod.status, phase: 'Running', containerStatuses }, now)
}

const each = (pod: Pod, change: (one: ContainerStatus) => ContainerStatus) =>
  (pod.status.containerStatuses ?? []).map(change)

const containerId = (pod: Pod) => `containerd://${pod.metadata.uid.replaceAll('-', '')}`

const started = (one: ContainerStatus, pod: Pod, now: string): ContainerStatus => ({
  ...one,
  imageID: `${one.image}@sha256:${'0'.repeat(64)}`,
  containerID: containerId(pod),
  started: true,
  ready: false,
  state: { running: { startedAt: now } },
})

const addressOf = (uid: string) =>
  `10.244.${Number.parseInt(uid.slice(0, 2), 16)}.${1 + (Number.parseInt(uid.slice(2, 4), 16) % 250)}`

/** Adds the conditions that follow from the containers. */
function judged(status: Status, now: string): Status {
  const all = status.containerStatuses ?? []
  const lagging = all.filter((one) => !one.ready).map((one) => one.name)
  const done = status.phase === 'Succeeded'
  const why = done
    ? { reason: 'PodCompleted' }
    : {
        reason: 'ContainersNotReady',
        message: `containers with unready status: [${lagging.join(' ')}]`,
      }
  const verdict = (type: string, ok: boolean): Condition => ({
    type,
    status: ok ? 'True' : 'False',
    lastTransitionTime: now,
    ...(!ok && why),
  })
  const conditions = [
    verdict('Initialized', true),
    verdict('Ready', lagging.length === 0),
    verdict('ContainersReady', lagging.length === 0),
  ].reduce<readonly Condition[]>(withCondition, status.conditions ?? [])
  return { ...status, conditions: [...conditions] }
}
