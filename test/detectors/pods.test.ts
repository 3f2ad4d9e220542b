import { describe, expect, test } from 'vitest'
import type { Detector } from '../../src/core/finding.ts'
import { plain } from '../../src/core/text.ts'
import type { Watched } from '../../src/core/watched.ts'
import { containerConfig } from '../../src/detectors/container-config.ts'
import { crashLoop } from '../../src/detectors/crash-loop.ts'
import { evicted } from '../../src/detectors/evicted.ts'
import { imagePull } from '../../src/detectors/image-pull.ts'
import { detectors } from '../../src/detectors/index.ts'
import { initFailed } from '../../src/detectors/init-failed.ts'
import { outOfMemory } from '../../src/detectors/out-of-memory.ts'
import { podNotReady } from '../../src/detectors/pod-not-ready.ts'
import { stuckCreating } from '../../src/detectors/stuck-creating.ts'
import { stuckTerminating } from '../../src/detectors/stuck-terminating.ts'
import { unschedulable } from '../../src/detectors/unschedulable.ts'
import { ago, container, lookAt, NOW, ownedBy, podOf, watched } from '../support/watched-objects.ts'

const looping = { waiting: 'CrashLoopBackOff', exit: 1, restarts: 4 }
const ready = { type: 'Ready', status: 'True' }
const unready = { type: 'Ready', status: 'False', lastTransitionTime: ago(400) }
const unplaced = (message: string) => ({
  phase: 'Pending',
  status: {
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
        lastTransitionTime: ago(200),
      },
    ],
  },
})
const initPod = podOf([], {
  phase: 'Pending',
  status: { initContainerStatuses: [container({ ...looping, name: 'migrate' })] },
})

type Row = readonly [string, Watched, Detector, string, string | undefined]

const ROWS: readonly Row[] = [
  [
    'crashes and waits for the next try',
    podOf([container(looping)]),
    crashLoop,
    'crashes (exit 1)',
    'application-error',
  ],
  [
    'runs again, but only for a minute',
    podOf([container({ exit: 1, restarts: 3, runningFor: 60 })]),
    crashLoop,
    'crashes (exit 1)',
    'application-error',
  ],
  [
    'ends well again and again',
    podOf([container({ ...looping, exit: 0 })]),
    crashLoop,
    'crashes (exit 0)',
    'exits-cleanly',
  ],
  [
    'has no such command',
    podOf([container({ ...looping, exit: 127 })]),
    crashLoop,
    'crashes (exit 127)',
    'command-not-found',
  ],
  [
    'is stopped by its probe',
    podOf([container({ ...looping, exit: 143 })]),
    crashLoop,
    'crashes (exit 143 (SIGTERM))',
    'asked-to-stop',
  ],
  [
    'breaks off in native code',
    podOf([container({ ...looping, exit: 139 })]),
    crashLoop,
    'crashes (exit 139 (SIGSEGV))',
    'crashed-in-native-code',
  ],
  [
    'is killed',
    podOf([container({ ...looping, exit: 137 })]),
    crashLoop,
    'crashes (exit 137 (SIGKILL))',
    'killed-hard',
  ],
  [
    'ran out of memory',
    podOf([container({ ...looping, exit: 137, exitReason: 'OOMKilled' })]),
    outOfMemory,
    'runs out of memory',
    'node-out-of-memory',
  ],
  [
    'ran out of memory once',
    podOf([container({ exit: 137, exitReason: 'OOMKilled', restarts: 1, runningFor: 20 })]),
    outOfMemory,
    'runs out of memory',
    'node-out-of-memory',
  ],
  [
    'fails in an init container',
    initPod,
    initFailed,
    'cannot begin: init container migrate fails (exit 1)',
    'application-error',
  ],
  [
    'has no such image',
    podOf([container({ waiting: 'ImagePullBackOff', message: 'rpc error: web:1.5: not found' })]),
    imagePull,
    'cannot pull web:1.5',
    'image-not-found',
  ],
  [
    'may not pull',
    podOf([
      container({
        waiting: 'ErrImagePull',
        message: 'pull access denied, repository does not exist',
      }),
    ]),
    imagePull,
    'cannot pull web:1.5',
    'image-not-allowed',
  ],
  [
    'is slowed by the registry',
    podOf([container({ waiting: 'ErrImagePull', message: 'toomanyrequests: slow down' })]),
    imagePull,
    'cannot pull web:1.5',
    'registry-rate-limit',
  ],
  [
    'reaches no registry',
    podOf([
      container({ waiting: 'ErrImagePull', message: 'dial tcp: lookup r.example: no such host' }),
    ]),
    imagePull,
    'cannot pull web:1.5',
    'registry-unreachable',
  ],
  [
    'wants a ConfigMap that is not there',
    podOf([
      container({ waiting: 'CreateContainerConfigError', message: 'configmap "web" not found' }),
    ]),
    containerConfig,
    'cannot start app: CreateContainerConfigError',
    'config-object-missing',
  ],
  [
    'wants a key that is not there',
    podOf([
      container({
        waiting: 'CreateContainerConfigError',
        message: "couldn't find key url in ConfigMap shop/web",
      }),
    ]),
    containerConfig,
    'cannot start app: CreateContainerConfigError',
    'config-key-missing',
  ],
  [
    'finds no room',
    podOf([], unplaced('0/2 nodes are available: 2 Insufficient cpu.')),
    unschedulable,
    'cannot be placed on any node',
    'not-enough-room',
  ],
  [
    'tolerates no taint',
    podOf([], unplaced('0/1 nodes are available: 1 node(s) had untolerated taint {a: b}.')),
    unschedulable,
    'cannot be placed on any node',
    'taints-not-tolerated',
  ],
  [
    'waits for a volume',
    podOf(
      [],
      unplaced('0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
    ),
    unschedulable,
    'cannot be placed on any node',
    'volume-not-bound',
  ],
  [
    'is not taken up by its node',
    podOf([container({ waiting: 'ContainerCreating' })], { phase: 'Pending' }),
    stuckCreating,
    'is not started by its node',
    undefined,
  ],
  [
    'runs without being ready',
    podOf([container({ ready: false })], { conditions: [unready] }),
    podNotReady,
    'runs but is not ready',
    undefined,
  ],
  [
    'does not go away',
    podOf([container()], { deletedAt: ago(400) }),
    stuckTerminating,
    'does not go away',
    undefined,
  ],
  [
    'was evicted',
    podOf([], {
      phase: 'Failed',
      createdAt: ago(60),
      status: { reason: 'Evicted', message: 'low on memory' },
    }),
    evicted,
    'was evicted from node-1',
    undefined,
  ],
]

const SOUND: readonly (readonly [string, Watched])[] = [
  ['is ready', podOf([container()], { conditions: [ready] })],
  ['did its work', podOf([container({ exit: 0, isEnded: true })], { phase: 'Succeeded' })],
  ['crashed once and recovered', podOf([container({ exit: 1, restarts: 1, runningFor: 20 })])],
  ['crashed often, long ago', podOf([container({ exit: 1, restarts: 9, runningFor: 900 })])],
  [
    'ran out of memory, long ago',
    podOf([container({ exit: 137, exitReason: 'OOMKilled', restarts: 1 })]),
  ],
  ['is going away within its grace period', podOf([container(looping)], { deletedAt: ago(-20) })],
  [
    'waits at a gate on purpose',
    podOf([], {
      phase: 'Pending',
      status: {
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      },
    }),
  ],
  [
    'was evicted yesterday',
    podOf([], { phase: 'Failed', createdAt: ago(90_000), status: { reason: 'Evicted' } }),
  ],
  [
    'waits for an init container at work',
    podOf([container({ waiting: 'PodInitializing' })], {
      phase: 'Pending',
      status: { initContainerStatuses: [container({ name: 'migrate' })] },
    }),
  ],
]

const podDetectors = detectors.filter(({ resource }) => resource === 'pods')

describe('a pod that', () => {
  test.each(ROWS)('%s is told by one detector', (...row) => {
    const [, pod, detector, summary, mode] = row
    const found = podDetectors.flatMap((one) => one.look(pod, lookAt(pod), NOW))

    expect(found.map((one) => one.detector)).toEqual([detector.id])
    expect(found.map((one) => plain(one.summary))).toEqual([summary])
    expect(found[0]?.diagnosis?.mode).toBe(mode)
    expect(found[0]?.evidence.length).toBeGreaterThan(0)
  })

  test.each(SOUND)('%s is nobody’s business', (_, pod) => {
    expect(podDetectors.flatMap((one) => one.look(pod, lookAt(pod), NOW))).toEqual([])
  })
})

describe('what a finding about a pod says', () => {
  const status = { observedGeneration: 1, replicas: 1, updatedReplicas: 1 }
  const web = watched('deployments.apps/web', { spec: { replicas: 1 }, status })
  const set = (name: string, wishes: { revision: string; image: string; seconds: number }) =>
    watched(`replicasets.apps/${name}`, {
      owners: ownedBy(web, 'Deployment'),
      createdAt: ago(wishes.seconds),
      annotations: { 'deployment.kubernetes.io/revision': wishes.revision },
      spec: { template: { spec: { containers: [{ name: 'app', image: wishes.image }] } } },
    })
  const old = set('web-1', { revision: '41', image: 'web:1.4', seconds: 5000 })
  const fresh = set('web-2', { revision: '42', image: 'web:1.5', seconds: 70 })
  const pod = podOf([container(looping)], {
    owners: ownedBy(fresh, 'ReplicaSet'),
    createdAt: ago(60),
  })

  test('it is told about the deployment, and is critical when nothing of it is left', () => {
    const [found] = crashLoop.look(pod, lookAt(web, old, fresh, pod), NOW)

    expect(found?.about).toMatchObject({ kind: 'Deployment', name: 'web', namespace: 'shop' })
    expect(found?.subject).toMatchObject({ kind: 'Pod', name: 'web-5f6-abcde' })
    expect(found?.severity).toBe('critical')
    expect(found?.explains).toEqual([fresh.uid, web.uid])
  })

  test('it names the revision that brought it', () => {
    const [found] = crashLoop.look(pod, lookAt(web, old, fresh, pod), NOW)

    expect(found?.evidence.map(plain)).toEqual([
      'web-5f6-abcde app: exit 1, 4 restarts',
      '0 of 1 available',
    ])
    expect(found?.rollout).toEqual({
      revision: '42',
      at: '2026-03-02T09:58:50.000Z',
      images: 'app web:1.4 → web:1.5',
    })
  })

  test('a pod that only replaces another one did not come with the revision', () => {
    const later = { ...pod, createdAt: ago(0) }
    const long = { ...fresh, createdAt: ago(4000) }
    const [found] = crashLoop.look(later, lookAt(web, old, long, later), NOW)

    expect(found?.rollout).toBeUndefined()
  })

  test('where owners are not watched it is told about the one the pod names, and nothing is guessed', () => {
    const [found] = crashLoop.look(pod, lookAt(pod), NOW)

    expect(found?.about).toMatchObject({
      kind: 'ReplicaSet',
      resource: 'replicasets',
      name: 'web-2',
    })
    expect(found?.severity).toBe('warning')
  })

  test('owners in a circle end', () => {
    const a = watched('deployments.apps/a', { owners: [] })
    const b = watched('deployments.apps/b', { owners: ownedBy(a, 'Deployment') })
    const circle = { ...a, owners: ownedBy(b, 'Deployment') }
    const lost = podOf([container(looping)], { owners: ownedBy(circle, 'Deployment') })

    expect(crashLoop.look(lost, lookAt(circle, b, lost), NOW)).toHaveLength(1)
  })

  test('a static pod stands for itself, not for its node', () => {
    const node = watched('nodes/node-1')
    const mirror = podOf([container(looping)], { owners: ownedBy(node, 'Node') })

    expect(crashLoop.look(mirror, lookAt(node, mirror), NOW)[0]?.about.kind).toBe('Pod')
  })

  test('a memory limit is named', () => {
    const limited = podOf([container({ ...looping, exit: 137, exitReason: 'OOMKilled' })], {
      spec: { containers: [{ name: 'app', resources: { limits: { memory: '64Mi' } } }] },
    })
    const [found] = outOfMemory.look(limited, lookAt(limited), NOW)

    expect(found && plain(found.summary)).toBe('runs out of memory (limit 64Mi)')
    expect(found?.diagnosis?.mode).toBe('memory-limit-reached')
  })

  test('the scheduler’s reasons are counted and explained', () => {
    const message =
      '0/5 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 3 Insufficient cpu, 1 node(s) were unschedulable. preemption: 0/5 nodes are available: 5 No preemption victims found.'
    const [found] = unschedulable.look(podOf([], unplaced(message)), lookAt(), NOW)

    expect(found?.evidence.map(plain)).toEqual([
      'web-5f6-abcde waits for a node',
      '3 of 5 nodes: not enough CPU left',
      '1 of 5 nodes: taint {gpu: yes} not tolerated',
      '1 of 5 nodes: cordoned',
    ])
    expect(found?.since).toEqual(new Date(ago(200)))
  })

  test('what a program said last is one line of bearable length', () => {
    const loud = container(looping)
    const said = { terminated: { exitCode: 1, message: `a\nb ${'x'.repeat(5000)}` } }
    const [found] = crashLoop.look(podOf([{ ...loud, lastState: said }]), lookAt(), NOW)

    expect(plain(found?.evidence[0] ?? [])).toMatch(
      /^web-5f6-abcde app: exit 1, 4 restarts: a b x+…$/,
    )
  })
})

test('how long the kubelet waits between two tries is no evidence', () => {
  const message = 'back-off 20s restarting failed container=app pod=web-5f6-abcde_shop(1a2b)'
  const [found] = crashLoop.look(podOf([container({ ...looping, message })]), lookAt(), NOW)

  expect(plain(found?.evidence[0] ?? [])).toBe('web-5f6-abcde app: exit 1, 4 restarts')
})
