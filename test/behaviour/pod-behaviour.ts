import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Place } from './place.ts'
import type { Answer } from '../support/cluster-client.ts'
import { deployment, isRolledOut, itemsOf, objectOf, statusOf } from '../support/cluster-objects.ts'

const Group = z.looseObject({ preferredVersion: z.looseObject({ groupVersion: z.string() }) })
const ContainerStatuses = z.array(
  z.looseObject({
    restartCount: z.number(),
    state: z.looseObject({ waiting: z.looseObject({ reason: z.string() }).optional() }),
    lastState: z.looseObject({
      terminated: z.looseObject({ exitCode: z.number(), reason: z.string() }).optional(),
    }),
  }),
)

const Labels = z.record(z.string(), z.string())
const JobSpec = z.looseObject({
  selector: z.looseObject({ matchLabels: Labels }),
  template: z.looseObject({ metadata: z.looseObject({ labels: Labels }) }),
})

const Status = z.looseObject({ containerStatuses: ContainerStatuses.default([]) })

const containers = (status: unknown) => Status.parse(status).containerStatuses

export function describePods({ namespace, client }: Place): void {
  const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const of = (name: string) => `${pods}?labelSelector=app%3D${name}`
  const podNames = async (name: string) =>
    itemsOf(await client().call('GET', of(name))).map((one) => one.metadata.name)
  const waitingFor = (reason: string) => (answer: Answer) =>
    itemsOf(answer).some((pod) => containers(pod.status)[0]?.state.waiting?.reason === reason)

  describe('pods', () => {
    test('of a job are found by the selector that the API server gives it', async () => {
      const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`
      const spec = { containers: [{ name: 'a', image: 'a:1' }], restartPolicy: 'Never' }
      const body = { metadata: { name: 'once' }, spec: { suspend: true, template: { spec } } }
      const job = objectOf(await client().call('POST', jobs, { body }))
      const { selector, template } = JobSpec.parse(job.spec)

      // Before Kubernetes 1.27 the label had no prefix.
      const key = Object.keys(selector.matchLabels).join()
      expect(key).toMatch(/^(?:batch\.kubernetes\.io\/)?controller-uid$/)
      expect(selector.matchLabels).toEqual({ [key]: job.metadata.uid })
      expect(template.metadata.labels).toMatchObject(selector.matchLabels)
    })

    test('logs can be tailed, and a container that is not there is named', async () => {
      await client().call('POST', deployments, { body: deployment('talker', { replicas: 1 }) })
      await client().until(`${deployments}/talker`, isRolledOut)
      const [pod] = await podNames('talker')
      const log = `${pods}/${pod}/log`
      const tail = await client().call('GET', `${log}?tailLines=2&timestamps=true`)
      const wrong = await client().call('GET', `${log}?container=nope`)

      const lines = tail.text.trimEnd().split('\n')
      expect(lines).toHaveLength(2)
      expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /)
      expect(wrong.code).toBe(400)
      expect(objectOf(wrong).message).toBe(`container nope is not valid for pod ${pod}`)
    })

    test('a crash loop shows its restarts, its back-off and how it ended', async () => {
      const body = deployment('crasher', { replicas: 1, behave: 'crash' })
      await client().call('POST', deployments, { body })
      const looping = await client().until(of('crasher'), waitingFor('CrashLoopBackOff'))

      const [container] = containers(itemsOf(looping)[0]?.status)
      expect(container?.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
    })

    test('running out of memory is told apart', async () => {
      const body = deployment('hungry', { replicas: 1, behave: 'oom' })
      await client().call('POST', deployments, { body })
      const killed = await client().until(of('hungry'), waitingFor('CrashLoopBackOff'))

      const [container] = containers(itemsOf(killed)[0]?.status)
      expect(container?.lastState.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' })
    })

    test('an image that nobody has is backed off from, and its log cannot be read', async () => {
      const body = deployment('imageless', { replicas: 1, behave: 'imagepull' })
      await client().call('POST', deployments, { body })
      const waiting = await client().until(of('imageless'), waitingFor('ImagePullBackOff'))

      expect(statusOf({ ...waiting, body: itemsOf(waiting)[0] })['phase']).toBe('Pending')
    })

    test('an eviction is refused while the disruption budget has none to spare', async () => {
      const { groupVersion } = Group.parse(
        (await client().call('GET', '/apis/policy')).body,
      ).preferredVersion
      const budgets = `/apis/${groupVersion}/namespaces/${namespace}/poddisruptionbudgets`
      await client().call('POST', deployments, { body: deployment('guarded') })
      await client().until(`${deployments}/guarded`, isRolledOut)
      const selector = { matchLabels: { app: 'guarded' } }
      await client().call('POST', budgets, {
        body: { metadata: { name: 'guarded' }, spec: { minAvailable: 2, selector } },
      })
      await client().until(`${budgets}/guarded`, (one) => statusOf(one)['currentHealthy'] === 2)
      const [name] = await podNames('guarded')
      const evict = () =>
        client().call('POST', `${pods}/${name}/eviction`, {
          body: { apiVersion: groupVersion, kind: 'Eviction', metadata: { name, namespace } },
        })
      const refused = await evict()
      await client().call('DELETE', `${budgets}/guarded`)
      // On the real server the budget's absence takes a moment to be seen.
      const allowed = await evict()

      expect(refused.code).toBe(429)
      expect(objectOf(refused)).toMatchObject({
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
      })
      expect(allowed.code).toBe(201)
    })
  })
}
