import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import type { Answer } from '../support/cluster-client.ts'
import {
  conditionOf,
  deployment,
  isRolledOut,
  itemsOf,
  objectOf,
  statusOf,
} from '../support/cluster-objects.ts'
import { matching } from '../support/saying.ts'

const Node = z.looseObject({
  spec: z.looseObject({
    taints: z.array(z.looseObject({ key: z.string(), effect: z.string() })).default([]),
  }),
  status: z.looseObject({
    conditions: z.array(
      z.looseObject({ type: z.string(), status: z.string(), reason: z.string().optional() }),
    ),
  }),
})
const Fields = z.record(z.string(), z.unknown())
const UNREACHABLE = 'node.kubernetes.io/unreachable'

/** How a cluster itself shows what goes wrong: what detectors read. */
export function describeTroubles({ namespace, client, connected }: Place): void {
  const base = `/api/v1/namespaces/${namespace}`
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const of = (app: string) => `${base}/pods?labelSelector=app%3D${app}`
  const warnings = (name: string, reason: string) =>
    client().until(
      `${base}/events?fieldSelector=involvedObject.name%3D${name},reason%3D${reason}`,
      (answer) => itemsOf(answer).length > 0,
    )
  const first = (answer: Answer): Answer => ({ ...answer, body: itemsOf(answer)[0] })

  describe('troubles', () => {
    test('a job whose pods fail says so in a condition, a count and an event', async () => {
      const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`
      const metadata = { annotations: { 'test/behave': 'fail' } }
      const spec = { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] }
      const body = {
        metadata: { name: 'bad' },
        spec: { backoffLimit: 0, template: { metadata, spec } },
      }
      await client().call('POST', jobs, { body })
      const isFailed = (one: Answer) => conditionOf(one, 'Failed').startsWith('True')
      const failed = await client().until(`${jobs}/bad`, isFailed)
      const event = first(await warnings('bad', 'BackoffLimitExceeded'))

      expect(conditionOf(failed, 'Failed')).toBe('True BackoffLimitExceeded')
      expect(statusOf(failed)).toMatchObject({
        failed: 1,
        startTime: matching(/Z$/),
        conditions: [
          expect.objectContaining({ message: 'Job has reached the specified backoff limit' }),
        ],
      })
      expect(event.body).toMatchObject({
        type: 'Warning',
        involvedObject: { kind: 'Job', name: 'bad', apiVersion: 'batch/v1' },
        message: 'Job has reached the specified backoff limit',
      })
    })

    test('a pod that no node takes says why; the scheduler tells it in the newer kind of event', async () => {
      const body = deployment('homeless', { replicas: 1 })
      const { spec } = body.spec.template
      const template = { ...body.spec.template, spec: { ...spec, nodeSelector: { disk: 'none' } } }
      await client().call('POST', deployments, {
        body: { ...body, spec: { ...body.spec, template } },
      })
      const isRefused = (one: Answer) =>
        itemsOf(one).length > 0 && conditionOf(first(one), 'PodScheduled') === 'False Unschedulable'
      const pod = first(await client().until(of('homeless'), isRefused))
      const event = first(await warnings(objectOf(pod).metadata.name, 'FailedScheduling')).body

      expect(JSON.stringify(statusOf(pod))).toMatch(
        /0\/3 nodes are available: 3 node\(s\) didn't match Pod's/,
      )
      expect(event).toMatchObject({
        type: 'Warning',
        action: 'Scheduling',
        eventTime: matching(/\.\d{6}Z$/),
        source: {},
        reportingComponent: 'default-scheduler',
      })
      for (const old of ['count', 'firstTimestamp', 'lastTimestamp'])
        expect(Fields.parse(event)[old] ?? null).toBeNull()
    })

    test('what a quota forbids stands in the deployment, with what was asked for, used and limited', async () => {
      // In a namespace of its own: it would stop everything else here.
      const tight = `${namespace}-tight`
      await client().call('POST', '/api/v1/namespaces', { body: { metadata: { name: tight } } })
      const quota = { metadata: { name: 'few' }, spec: { hard: { pods: '1' } } }
      const quotas = `/api/v1/namespaces/${tight}/resourcequotas`
      await client().call('POST', quotas, { body: quota })
      await client().until(`${quotas}/few`, (one) => 'used' in statusOf(one))
      const path = `/apis/apps/v1/namespaces/${tight}/deployments`
      await client().call('POST', path, { body: deployment('greedy') })
      const isStopped = (one: Answer) => conditionOf(one, 'ReplicaFailure').startsWith('True')
      const stopped = await client().until(`${path}/greedy`, isStopped)
      const used = await client().until(`${quotas}/few`, (one) =>
        /"used":{"pods":"1"}/.test(one.text),
      )
      await client().call('DELETE', `/api/v1/namespaces/${tight}`)

      expect(conditionOf(stopped, 'ReplicaFailure')).toBe('True FailedCreate')
      expect(stopped.text).toMatch(
        /pods \\"greedy-\w+-\w+\\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1/,
      )
      expect(statusOf(used)).toEqual({ hard: { pods: '1' }, used: { pods: '1' } })
    })

    test('a lost node is not heard of, tainted, its pods unready; and all is well when it is back', async () => {
      await client().call('POST', deployments, { body: deployment('spread', { replicas: 3 }) })
      await client().until(`${deployments}/spread`, isRolledOut)
      const pod = itemsOf(await client().call('GET', of('spread')))[0]
      const name = z.string().parse(pod?.spec['nodeName'])
      const node = `/api/v1/nodes/${name}`
      const isReady = (wanted: string) => (one: Answer) =>
        conditionOf(one, 'Ready').startsWith(wanted)
      const unready = (one: Answer) =>
        itemsOf(one).filter((it) => isReady('False')({ ...one, body: it }))

      await connected().heartbeat(name, 'down')
      const tainted = (one: Answer) => Node.parse(one.body).spec.taints.length === 2
      const lost = Node.parse((await client().until(node, tainted)).body)
      await client().until(of('spread'), (one) => unready(one).length > 0)
      const warned = first(await warnings(pod?.metadata.name ?? '', 'NodeNotReady')).body
      await connected().heartbeat(name, 'up')
      await client().until(node, isReady('True'))
      await client().until(node, (one) => Node.parse(one.body).spec.taints.length === 0)
      await client().until(of('spread'), (one) => unready(one).length === 0)

      const silent = {
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      }
      for (const type of ['DiskPressure', 'MemoryPressure', 'PIDPressure', 'Ready'])
        expect(lost.status.conditions.find((one) => one.type === type)).toMatchObject(silent)
      expect(lost.spec.taints).toEqual([
        { key: UNREACHABLE, effect: 'NoSchedule', timeAdded: matching(/Z$/) },
        { key: UNREACHABLE, effect: 'NoExecute', timeAdded: matching(/Z$/) },
      ])
      expect(warned).toMatchObject({ type: 'Warning', message: 'Node is not ready' })
    })
  })
}
