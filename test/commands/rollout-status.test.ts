import { expect, test } from 'vitest'
import { rolloutStatus } from '../../commands/rollout-status.ts'
import { askQuery, linesOf, refusal } from '../support/ask-command.ts'
import { deployment, replicaSet } from '../support/kube-objects.ts'
import { pod } from '../support/kube-pods.ts'

test('rollout status of a finished rollout', async () => {
  const { view, access } = await askQuery(rolloutStatus, 'deploy/web', { objects: [deployment()] })

  expect(view.tone).toBe('done')
  expect(linesOf(view)).toEqual([
    'deployment/web in shop is rolled out · revision 2',
    'text: 3 of 3 available',
  ])
  expect(access.map(({ verb, kind }) => `${verb} ${kind.resource}`)).toEqual([
    'get deployments',
    'list replicasets',
    'list pods',
  ])
})

test('rollout status names the pods of the new revision that stand in the way', async () => {
  const web = deployment({ status: { updatedReplicas: 1, replicas: 4 } })
  const old = replicaSet({ owner: web, revision: 1 })
  const next = replicaSet({ owner: web, revision: 2 })
  const labels = (revision: string) => ({ app: 'web', 'pod-template-hash': revision })
  const crash = { waiting: 'CrashLoopBackOff', restarts: 2, lastExit: { exitCode: 1 } }
  const objects = [
    web,
    old,
    next,
    pod({ name: 'web-old', owner: old, labels: labels('1'), ...crash }),
    pod({ name: 'web-new', owner: next, labels: labels('2'), ...crash }),
  ]
  const { view } = await askQuery(rolloutStatus, 'deploy/web', { objects })

  expect(view.tone).toBe('working')
  expect(linesOf(view)).toEqual([
    'deployment/web in shop is rolling out · revision 2',
    'progress: 1 of 3 updated · 3 available',
    'text: 1 of 3 updated',
    'warning: web-new app: CrashLoopBackOff (exit 1), 2 restarts',
  ])
  expect(view.buttons?.[0]).toEqual({
    label: 'Logs',
    words: 'logs deployment/web -n shop -c prod-eu',
  })
})

test('a crash long after a rollout is not called a rollout', async () => {
  const web = deployment({ status: { updatedReplicas: 3, replicas: 3, availableReplicas: 2 } })
  const now = replicaSet({ owner: web, revision: 2 })
  const labels = { app: 'web', 'pod-template-hash': '2' }
  const crash = { waiting: 'CrashLoopBackOff', restarts: 2, lastExit: { exitCode: 1 } }
  const objects = [web, now, pod({ name: 'web-a', owner: now, labels, ...crash })]
  const { view } = await askQuery(rolloutStatus, 'deploy/web', { objects })

  expect(view.tone).toBe('failed')
  expect(linesOf(view)[0]).toBe(
    'deployment/web in shop is updated, but 2 of 3 available · revision 2',
  )
})

test('rollout status of what has no rollouts', async () => {
  expect((await refusal(askQuery(rolloutStatus, 'pod/a'))).code).toBe('no-rollouts')
})
