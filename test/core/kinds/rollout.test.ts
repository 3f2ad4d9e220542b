import { describe, expect, test } from 'vitest'
import { Pod } from '../../../src/core/kinds/pod.ts'
import { assessRollout } from '../../../src/core/kinds/rollout.ts'
import { Workload } from '../../../src/core/kinds/workload.ts'
import { plain } from '../../../src/core/text.ts'
import type { PlainObject } from '../../support/fake-cluster-reader.ts'
import { daemonSet, deployment, replicaSet, statefulSet } from '../../support/kube-objects.ts'
import { pod } from '../../support/kube-pods.ts'

const NOW = new Date('2026-03-02T10:00:00Z')

const assess = (object: PlainObject, pods: readonly PlainObject[] = []) => {
  const found = assessRollout(
    Workload.parse(object),
    pods.map((one) => Pod.parse(one)),
    NOW,
  )
  return { ...found, reasons: found.reasons.map(plain) }
}

const status = (changes: Record<string, unknown>) => ({ status: changes })

describe('a deployment is', () => {
  test('complete when every replica is updated, available and alone', () => {
    expect(assess(deployment())).toEqual({
      state: 'complete',
      updated: 3,
      available: 3,
      desired: 3,
      revision: '2',
      reasons: [],
      troubledPods: [],
    })
  })

  test.each([
    [{ updatedReplicas: 1, availableReplicas: 2 }, ['1 of 3 updated', '2 of 3 available']],
    [{ replicas: 4 }, ['1 surplus pod still to go']],
    [{ availableReplicas: 2 }, ['2 of 3 available']],
    [{ replicas: 5, updatedReplicas: 5, availableReplicas: 5 }, ['2 surplus pods still to go']],
  ])('progressing with %o', (changes, reasons) => {
    const { state, reasons: said } = assess(deployment(status(changes)))

    expect(state).toBe('progressing')
    expect(said).toEqual(reasons)
  })

  test('waiting while the controller has not seen the newest generation', () => {
    expect(assess(deployment(status({ observedGeneration: 1 }))).state).toBe(
      'waiting-for-controller',
    )
    const { status: _none, ...fresh } = deployment()
    expect(assess(fresh).state).toBe('waiting-for-controller')
  })

  test('failed once its deadline passed, even when the numbers are nearly there', () => {
    const conditions = [
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
      { type: 'ReplicaFailure', status: 'True', message: 'exceeded quota: small' },
    ]
    const { state, reasons } = assess(deployment(status({ updatedReplicas: 1, conditions })))

    expect(state).toBe('failed')
    expect(reasons).toEqual([
      'it made no progress within its deadline',
      'pods cannot be created: exceeded quota: small',
    ])
  })

  test('paused when it is held back, but complete when nothing is left to do', () => {
    const held = { spec: { paused: true } }

    expect(assess(deployment({ ...held, ...status({ updatedReplicas: 0 }) })).state).toBe('paused')
    expect(assess(deployment(held)).state).toBe('complete')
  })

  test('complete at zero replicas only when the last pod went', () => {
    const none = { replicas: 0 }

    expect(assess(deployment(none)).state).toBe('complete')
    expect(assess(deployment({ ...none, ...status({ replicas: 2 }) })).state).toBe('progressing')
  })
})

describe('a statefulset is', () => {
  test('complete as older versions report it, without availability', () => {
    expect(assess(statefulSet())).toMatchObject({ state: 'complete', available: 3 })
  })

  test('progressing while revisions differ', () => {
    const changes = { currentRevision: 'db-1', updatedReplicas: 1 }

    expect(assess(statefulSet(status(changes)))).toMatchObject({
      state: 'progressing',
      reasons: ['1 of 3 updated'],
    })
  })

  test('complete when the pods above its partition are updated', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } }
    const changes = { currentRevision: 'db-1', updatedReplicas: 1 }

    expect(assess(statefulSet({ spec: { updateStrategy }, ...status(changes) })).state).toBe(
      'complete',
    )
  })

  test('not available before minReadySeconds have passed', () => {
    const object = statefulSet({ spec: { minReadySeconds: 30 }, ...status({ readyReplicas: 3 }) })

    expect(assess(object)).toMatchObject({ state: 'progressing', available: 0 })
  })

  test('held when pods change only on deletion', () => {
    const object = statefulSet({
      spec: { updateStrategy: { type: 'OnDelete' } },
      ...status({ currentRevision: 'db-1', updatedReplicas: 0 }),
    })

    expect(assess(object)).toMatchObject({ state: 'paused' })
    expect(assess(object).reasons[0]).toContain('OnDelete')
  })
})

describe('a daemonset is', () => {
  test('complete on every node', () => {
    expect(assess(daemonSet())).toMatchObject({ state: 'complete', desired: 3, updated: 3 })
  })

  test('progressing node by node', () => {
    expect(assess(daemonSet(status({ updatedNumberScheduled: 1 })))).toMatchObject({
      state: 'progressing',
      reasons: ['1 of 3 updated'],
    })
  })
})

test('a replicaset that is scaled is complete when all are available', () => {
  const settled = status({ replicas: 3, availableReplicas: 3 })

  expect(assess(replicaSet(settled)).state).toBe('complete')
  expect(assess(replicaSet(status({ replicas: 3, availableReplicas: 1 }))).state).toBe(
    'progressing',
  )
})

describe('troubled pods are', () => {
  const running = deployment(status({ availableReplicas: 1 }))
  const troubleOf = (one: PlainObject) => assess(running, [one]).troubledPods[0]

  test('that a crash loop backs off is not repeated in more words', () => {
    const trouble = troubleOf(
      pod({
        waiting: 'CrashLoopBackOff',
        waitingMessage: 'back-off 10s restarting failed container',
        lastExit: { exitCode: 1 },
      }),
    )

    expect(trouble).toMatchObject({ why: 'CrashLoopBackOff', exitCode: 1 })
    expect(trouble).not.toHaveProperty('message')
  })

  test.each(['CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'CreateContainerConfigError'])(
    'those with %s',
    (waiting) => {
      expect(troubleOf(pod({ waiting }))).toMatchObject({
        container: 'app',
        why: waiting,
        failing: true,
      })
    },
  )

  test('those out of memory, named as such behind a back-off', () => {
    const lastExit = { exitCode: 137, reason: 'OOMKilled' }

    expect(troubleOf(pod({ waiting: 'CrashLoopBackOff', restarts: 3, lastExit }))).toMatchObject({
      why: 'OOMKilled',
      exitCode: 137,
      restarts: 3,
    })
  })

  test('those that find no node', () => {
    expect(troubleOf(pod({ unschedulable: '0/3 nodes: insufficient cpu' }))).toMatchObject({
      why: 'Unschedulable',
      message: '0/3 nodes: insufficient cpu',
    })
  })

  test('those that run and are not ready, which may pass', () => {
    expect(troubleOf(pod({ ready: false, readySince: '2026-03-02T09:57:00Z' }))).toMatchObject({
      why: 'NotReady',
      message: 'for 3 min',
      failing: false,
    })
  })

  test('not those that start, finished or go away', () => {
    const leaving = pod({ waiting: 'CrashLoopBackOff', deleted: '2026-03-02T09:59:59Z' })
    const starting = pod({ waiting: 'ContainerCreating', phase: 'Pending' })

    expect(
      assess(running, [leaving, starting, pod(), pod({ phase: 'Succeeded' })]).troubledPods,
    ).toEqual([])
  })

  test('of no interest once it is complete', () => {
    expect(assess(deployment(), [pod({ waiting: 'CrashLoopBackOff' })]).troubledPods).toEqual([])
  })
})
