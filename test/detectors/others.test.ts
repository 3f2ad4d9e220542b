import { describe, expect, test } from 'vitest'
import type { Detector } from '../../src/core/finding.ts'
import { plain } from '../../src/core/text.ts'
import type { Watched } from '../../src/core/watched.ts'
import { autoscalerBlind } from '../../src/detectors/autoscaler-blind.ts'
import { autoscalerMaxed } from '../../src/detectors/autoscaler-maxed.ts'
import { claimLost } from '../../src/detectors/claim-lost.ts'
import { claimPending } from '../../src/detectors/claim-pending.ts'
import { cronJobMissed } from '../../src/detectors/cron-job-missed.ts'
import { daemonSetUnavailable } from '../../src/detectors/daemon-set-unavailable.ts'
import { deploymentUnavailable } from '../../src/detectors/deployment-unavailable.ts'
import { jobFailed } from '../../src/detectors/job-failed.ts'
import { nodeCordoned } from '../../src/detectors/node-cordoned.ts'
import { nodeNotReady } from '../../src/detectors/node-not-ready.ts'
import { nodePressure } from '../../src/detectors/node-pressure.ts'
import { progressDeadline } from '../../src/detectors/progress-deadline.ts'
import { quotaNearlyUsed } from '../../src/detectors/quota-nearly-used.ts'
import { replicaFailure } from '../../src/detectors/replica-failure.ts'
import { statefulSetUnavailable } from '../../src/detectors/stateful-set-unavailable.ts'
import { unschedulable } from '../../src/detectors/unschedulable.ts'
import { volumeFailed } from '../../src/detectors/volume-failed.ts'
import { ago, container, lookAt, NOW, ownedBy, podOf, watched } from '../support/watched-objects.ts'

const condition = (type: string, status: string, more: object = {}) => ({
  conditions: [{ type, status, lastTransitionTime: ago(900), ...more }],
})
const deployment = (status: object, spec: object = { replicas: 3 }) =>
  watched('deployments.apps/web', { spec, status: { observedGeneration: 1, ...status } })
const settled = { replicas: 3, updatedReplicas: 3 }
const statefulSet = (status: object) =>
  watched('statefulsets.apps/db', {
    spec: { replicas: 2 },
    status: { observedGeneration: 1, ...status },
  })
const daemonSet = (available: number, updated = 4) =>
  watched('daemonsets.apps/agent', {
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 4,
      updatedNumberScheduled: updated,
      numberAvailable: available,
    },
  })
const node = (status: object, spec: object = {}) => watched('nodes/node-1', { status, spec })
const cronJob = (schedule: string, last: number, spec: object = {}) =>
  watched('cronjobs.batch/report', {
    spec: { schedule, ...spec },
    status: { lastScheduleTime: ago(last), active: [{ name: 'report-1' }] },
  })
const autoscaler = (status: object, spec: object = {}) =>
  watched('horizontalpodautoscalers.autoscaling/web', {
    spec: {
      minReplicas: 1,
      maxReplicas: 5,
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      ...spec,
    },
    status,
  })
/** As autoscaling/v1 tells it. */
const oldAutoscaler = (status: ReturnType<typeof condition>) => ({
  ...autoscaler({ currentReplicas: 5 }),
  annotations: {
    'autoscaling.alpha.kubernetes.io/conditions': JSON.stringify(status.conditions),
  },
})
const quota = (hard: object, used: object) =>
  watched('resourcequotas/compute', { status: { hard, used } })
const missed = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }
const limited = {
  ...condition('ScalingLimited', 'True', { reason: 'TooManyReplicas' }),
  currentReplicas: 5,
}

const TOLD: readonly (readonly [string, Detector, Watched, string])[] = [
  [
    'a rollout that got nowhere',
    progressDeadline,
    deployment({ conditions: [missed] }),
    'made no progress within its deadline',
  ],
  [
    'pods that an admission refuses',
    replicaFailure,
    deployment(
      condition('ReplicaFailure', 'True', { message: 'admission webhook "x" denied the request' }),
    ),
    'cannot create its pods',
  ],
  [
    'a deployment with too few',
    deploymentUnavailable,
    deployment({ ...settled, availableReplicas: 1 }),
    'has 1 of 3 available',
  ],
  [
    'a StatefulSet with too few',
    statefulSetUnavailable,
    statefulSet({ replicas: 2, availableReplicas: 1 }),
    'has 1 of 2 available',
  ],
  ['a DaemonSet with too few', daemonSetUnavailable, daemonSet(3), 'has 3 of 4 available'],
  [
    'a failed job',
    jobFailed,
    watched('jobs.batch/once', {
      status: condition('Failed', 'True', { reason: 'BackoffLimitExceeded' }),
    }),
    'failed (BackoffLimitExceeded)',
  ],
  [
    'a CronJob that did not start',
    cronJobMissed,
    cronJob('*/5 * * * *', 3600),
    'was due and did not start',
  ],
  [
    'a CronJob whose run goes on',
    cronJobMissed,
    cronJob('*/5 * * * *', 3600, { concurrencyPolicy: 'Forbid' }),
    'waits for its previous run',
  ],
  [
    'a silent node',
    nodeNotReady,
    node(condition('Ready', 'Unknown', { reason: 'NodeStatusUnknown' })),
    'is not ready',
  ],
  [
    'a node short of memory',
    nodePressure,
    node(condition('MemoryPressure', 'True')),
    'runs short of memory',
  ],
  ['a cordoned node', nodeCordoned, node({}, { unschedulable: true }), 'is still cordoned'],
  [
    'a claim whose volume is gone',
    claimLost,
    watched('persistentvolumeclaims/data', { status: { phase: 'Lost' } }),
    'lost its volume',
  ],
  [
    'a volume that is not reclaimed',
    volumeFailed,
    watched('persistentvolumes/pv-1', { status: { phase: 'Failed', message: 'disk in use' } }),
    'could not be reclaimed',
  ],
  [
    'an autoscaler at its maximum',
    autoscalerMaxed,
    autoscaler(limited),
    'is at its maximum of 5 and wants more',
  ],
  [
    'a blind autoscaler',
    autoscalerBlind,
    autoscaler(condition('ScalingActive', 'False', { reason: 'FailedGetResourceMetric' })),
    'does not scale: FailedGetResourceMetric',
  ],
  [
    'an autoscaler at its maximum in a cluster before Kubernetes 1.23',
    autoscalerMaxed,
    oldAutoscaler(limited),
    'is at its maximum of 5 and wants more',
  ],
  [
    'a blind autoscaler in a cluster before Kubernetes 1.23',
    autoscalerBlind,
    oldAutoscaler(condition('ScalingActive', 'False', { reason: 'FailedGetResourceMetric' })),
    'does not scale: FailedGetResourceMetric',
  ],
  [
    'a quota nearly used',
    quotaNearlyUsed,
    quota({ 'requests.cpu': '2' }, { 'requests.cpu': '1900m' }),
    'is used to 95 % (requests.cpu)',
  ],
]

const SOUND: readonly (readonly [string, Detector, Watched])[] = [
  ['a rollout that goes on', progressDeadline, deployment(condition('Progressing', 'True'))],
  [
    'a deployment in the middle of a rollout',
    deploymentUnavailable,
    deployment({ replicas: 4, updatedReplicas: 2, availableReplicas: 2 }),
  ],
  [
    'a change that its controller has not seen',
    deploymentUnavailable,
    { ...deployment({ ...settled }), generation: 2 },
  ],
  [
    'a paused deployment',
    deploymentUnavailable,
    deployment({ ...settled }, { replicas: 3, paused: true }),
  ],
  ['a deployment scaled to zero', deploymentUnavailable, deployment({}, { replicas: 0 })],
  [
    'a StatefulSet in the middle of a rollout',
    statefulSetUnavailable,
    statefulSet({ availableReplicas: 1, currentRevision: 'a', updateRevision: 'b' }),
  ],
  ['a DaemonSet in the middle of a rollout', daemonSetUnavailable, daemonSet(3, 2)],
  [
    'a job that failed long ago',
    jobFailed,
    watched('jobs.batch/once', {
      status: condition('Failed', 'True', { lastTransitionTime: ago(90_000) }),
    }),
  ],
  ['a CronJob in time', cronJobMissed, cronJob('*/5 * * * *', 0)],
  ['a suspended CronJob', cronJobMissed, cronJob('*/5 * * * *', 3600, { suspend: true })],
  ['a schedule that nobody can read', cronJobMissed, cronJob('every now and then', 3600)],
  [
    'a zone that nobody knows',
    cronJobMissed,
    cronJob('*/5 * * * *', 3600, { timeZone: 'Moon/Base' }),
  ],
  ['a ready node', nodeNotReady, node(condition('Ready', 'True'))],
  [
    'a claim that nobody uses',
    claimPending,
    watched('persistentvolumeclaims/data', { status: { phase: 'Pending' } }),
  ],
  ['an autoscaler pinned to one number', autoscalerMaxed, autoscaler(limited, { minReplicas: 5 })],
  [
    'an autoscaler switched off by scaling to zero',
    autoscalerBlind,
    autoscaler(condition('ScalingActive', 'False', { reason: 'ScalingDisabled' })),
  ],
  ['a quota that forbids altogether', quotaNearlyUsed, quota({ services: '0' }, { services: '0' })],
]

test.each(TOLD)('%s is told', (_, detector, object, summary) => {
  const found = detector.look(object, lookAt(object), NOW)

  expect(found.map((one) => plain(one.summary))).toEqual([summary])
  expect(found[0]?.evidence.length).toBeGreaterThan(0)
})

test.each(SOUND)('%s is left alone', (_, detector, object) => {
  expect(detector.look(object, lookAt(object), NOW)).toEqual([])
})

describe('causes collapse', () => {
  test('a lost node explains its pods and whoever runs them', () => {
    const lost = node(condition('Ready', 'Unknown'))
    const agent = daemonSet(3)
    const pod = podOf([container()], { owners: ownedBy(agent, 'DaemonSet') })
    const elsewhere = watched('pods/other', { spec: { nodeName: 'node-2' } })
    const job = watched('jobs.batch/report-1')
    const ended = {
      ...podOf([], { phase: 'Failed', owners: ownedBy(job, 'Job') }),
      uid: 'uid-ended',
    }
    const [found] = nodeNotReady.look(lost, lookAt(lost, agent, pod, elsewhere, job, ended), NOW)

    expect(found?.explains).toEqual([pod.uid, agent.uid])
    expect(found?.evidence.map(plain)).toContain('1 pod is on it')
  })

  test('what a quota forbids is told of the quota, however many deployments it stops', () => {
    const message =
      'pods "web-1" is forbidden: exceeded quota: compute, requested: cpu=1, used: cpu=2, limited: cpu=2'
    const stopped = deployment(condition('ReplicaFailure', 'True', { message }))
    const compute = quota({ cpu: '2' }, { cpu: '2' })
    const [found] = replicaFailure.look(stopped, lookAt(stopped, compute), NOW)

    expect(found?.about).toMatchObject({ kind: 'ResourceQuota', name: 'compute' })
    expect(found?.cause).toBe('quota-exceeded')
    expect(found?.diagnosis?.mode).toBe('quota-exceeded')
    // Neither the rollout that cannot go on nor the quota that is used up is told beside it.
    expect(found?.explains).toEqual([stopped.uid, compute.uid])
  })

  test('a job’s failure is told about its CronJob, and is over when a later run ends well', () => {
    const parent = cronJob('@hourly', 60)
    const owners = ownedBy(parent, 'CronJob')
    const failed = watched('jobs.batch/report-1', { owners, status: condition('Failed', 'True') })
    const status = condition('Complete', 'True')
    const run = (createdAt: string) => watched('jobs.batch/report-2', { owners, status, createdAt })
    const { createdAt } = failed

    expect(jobFailed.look(failed, lookAt(parent, failed), NOW)[0]?.about.kind).toBe('CronJob')
    expect(jobFailed.look(failed, lookAt(parent, failed, run(ago(9000))), NOW)).toHaveLength(1)
    expect(jobFailed.look(failed, lookAt(parent, failed, run(ago(10))), NOW)).toEqual([])
    // Kubernetes tells seconds only.
    expect(jobFailed.look(failed, lookAt(parent, failed, run(createdAt)), NOW)).toEqual([])
  })

  const claim = watched('persistentvolumeclaims/data', {
    spec: { storageClassName: 'fast' },
    status: { phase: 'Pending' },
  })
  const user = podOf([], { spec: { volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] } })
  const late = watched('storageclasses.storage.k8s.io/fast', {
    body: { volumeBindingMode: 'WaitForFirstConsumer' },
  })

  test('a claim without a volume explains the pods that wait for it', () => {
    const [found] = claimPending.look(claim, lookAt(claim, user), NOW)

    expect(found?.explains).toEqual([user.uid])
    // Else the pods would be told first, and their cause a second time.
    expect(claimPending.holdMs).toBeLessThanOrEqual(unschedulable.holdMs)
    expect(claimPending.everyMs).toBeLessThan(unschedulable.holdMs)
  })

  test('a claim that waits until its pod has a place is explained by the pod', () => {
    const placed = { ...claim, annotations: { 'volume.kubernetes.io/selected-node': 'node-1' } }

    expect(claimPending.look(claim, lookAt(claim, user, late), NOW)).toEqual([])
    expect(claimPending.look(placed, lookAt(placed, user, late), NOW)).toHaveLength(1)
  })
})

test('since when a run is missed is told in real time, whatever the zone', () => {
  const inTokyo = cronJob('0 18 * * *', 86_400, { timeZone: 'Asia/Tokyo' })

  expect(cronJobMissed.look(inTokyo, lookAt(), NOW)[0]?.since).toEqual(
    new Date('2026-03-02T09:00:00Z'),
  )
})
