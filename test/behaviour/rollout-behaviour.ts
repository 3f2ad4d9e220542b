import { describe, expect, test } from 'vitest'
import type { Place } from './place.ts'
import { STRATEGIC } from '../support/cluster-client.ts'
import {
  conditionOf,
  deployment,
  isRolledOut,
  itemsOf,
  objectOf,
  statusOf,
} from '../support/cluster-objects.ts'

const isLeaving = ({ metadata }: ReturnType<typeof objectOf>) => 'deletionTimestamp' in metadata

const REVISION = 'deployment.kubernetes.io/revision'

export function describeRollouts({ namespace, client }: Place): void {
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const sets = (name: string) =>
    `/apis/apps/v1/namespaces/${namespace}/replicasets?labelSelector=app%3D${name}`
  const pods = (name: string) => `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${name}`
  const setTemplate = (name: string, template: object) =>
    client().call('PATCH', `${deployments}/${name}`, {
      body: { spec: { template } },
      type: STRATEGIC,
    })
  const image = (image: string) => ({ spec: { containers: [{ name: 'main', image }] } })

  describe('rolling out', () => {
    test('a new deployment becomes available and says so in its status', async () => {
      await client().call('POST', deployments, { body: deployment('fresh', { replicas: 3 }) })
      const done = await client().until(`${deployments}/fresh`, isRolledOut)

      expect(conditionOf(done, 'Available')).toBe('True MinimumReplicasAvailable')
      expect(statusOf(done)).toMatchObject({
        observedGeneration: 1,
        replicas: 3,
        updatedReplicas: 3,
        readyReplicas: 3,
        availableReplicas: 3,
      })
      expect(statusOf(done)).not.toHaveProperty('unavailableReplicas')
      expect(itemsOf(await client().call('GET', pods('fresh')))).toHaveLength(3)
    })

    test('a change makes a new revision, and going back makes a newer one of the old template', async () => {
      const path = `${deployments}/revised`
      await client().call('POST', deployments, { body: deployment('revised') })
      const first = objectOf(await client().until(path, isRolledOut))
      await setTemplate('revised', image('shop/web:2'))
      const second = objectOf(await client().until(path, isRolledOut))
      await setTemplate('revised', image('shop/web:1'))
      const third = objectOf(await client().until(path, isRolledOut))

      const revisions = [first, second, third].map((one) => one.metadata.annotations[REVISION])
      expect(revisions).toEqual(['1', '2', '3'])
      const kept = itemsOf(await client().call('GET', sets('revised')))
      expect(new Set(kept.map((one) => one.metadata.annotations[REVISION]))).toEqual(
        new Set(['2', '3']),
      )
      expect(third.metadata.generation).toBe(3)
    })

    test('a rollout that makes no progress exceeds its deadline and keeps the old pods', async () => {
      const path = `${deployments}/failing`
      const body = deployment('failing', { spec: { progressDeadlineSeconds: 3 } })
      await client().call('POST', deployments, { body })
      await client().until(path, isRolledOut)
      await setTemplate('failing', {
        metadata: { annotations: { 'test/behave': 'notready' } },
      })
      const exceeded = 'False ProgressDeadlineExceeded'
      const failed = await client().until(
        path,
        (one) => conditionOf(one, 'Progressing') === exceeded,
      )

      expect(conditionOf(failed, 'Available')).toBe('True MinimumReplicasAvailable')
      expect(statusOf(failed)).toMatchObject({ updatedReplicas: 1, availableReplicas: 2 })
    })

    test('a paused deployment does not roll out until it is resumed', async () => {
      const path = `${deployments}/paused`
      await client().call('POST', deployments, { body: deployment('paused', { replicas: 1 }) })
      await client().until(path, isRolledOut)
      const patch = (spec: object) =>
        client().call('PATCH', path, { body: { spec }, type: STRATEGIC })
      await patch({ paused: true })
      await client().until(
        path,
        (one) => conditionOf(one, 'Progressing') === 'Unknown DeploymentPaused',
      )
      await patch({ template: image('shop/web:2') })
      await client().until(path, (one) => statusOf(one)['observedGeneration'] === 3)

      expect(itemsOf(await client().call('GET', sets('paused')))).toHaveLength(1)
      await patch({ paused: false })
      await client().until(path, isRolledOut)
      expect(itemsOf(await client().call('GET', sets('paused')))).toHaveLength(2)
    })

    test('what a deleted deployment owned goes with it', async () => {
      await client().call('POST', deployments, { body: deployment('owner') })
      await client().until(`${deployments}/owner`, isRolledOut)
      await client().call('DELETE', `${deployments}/owner`, {
        body: { propagationPolicy: 'Background' },
      })

      await client().until(sets('owner'), (one) => itemsOf(one).length === 0)
      // Letting go of a pod is its kubelet's part; the cluster's is to ask it to.
      const left = await client().until(pods('owner'), (one) => itemsOf(one).every(isLeaving))
      expect(itemsOf(left).filter((pod) => !isLeaving(pod))).toEqual([])
    })

    test('orphans stay', async () => {
      await client().call('POST', deployments, { body: deployment('orphaner', { replicas: 1 }) })
      await client().until(`${deployments}/orphaner`, isRolledOut)
      await client().call('DELETE', `${deployments}/orphaner`, {
        body: { propagationPolicy: 'Orphan' },
      })
      await client().until(`${deployments}/orphaner`, (one) => one.code === 404)

      const [left] = itemsOf(await client().call('GET', sets('orphaner')))
      expect(left?.metadata).not.toHaveProperty('ownerReferences')
    })
  })
}
