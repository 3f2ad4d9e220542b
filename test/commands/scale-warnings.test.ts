import { describe, expect, test } from 'vitest'
import { scale } from '../../commands/scale.ts'
import { plain } from '../../src/core/text.ts'
import { parseArgs } from '../../src/core/words/parse-args.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { commandContext } from '../support/command-context.ts'
import type { FakeCluster } from '../support/fake-cluster-reader.ts'
import { autoscaler, deployment, thing } from '../support/kube-objects.ts'

const planFor = async (words: string, cluster: FakeCluster) =>
  scale.plan(parseArgs(scale, tokenize(words)), commandContext(cluster))

const warnings = async (words: string, cluster: FakeCluster) =>
  (await planFor(words, cluster)).warnings.map(({ code, text }) => `${code}: ${plain(text)}`)

describe('scale warns', () => {
  const objects = (...more: Parameters<typeof deployment>[0][]) =>
    more.map((one) => deployment(one))

  test('of an HPA that will undo it, and offers its limit', async () => {
    const cluster = { objects: [deployment(), autoscaler(2, 4)] }
    const plan = await planFor('deploy/web 5', cluster)

    expect(plain(plan.warnings[0]?.text ?? [])).toBe(
      'HPA web owns the replicas (min 2, max 4): it will set them back to 4.',
    )
    expect(plan.warnings[0]?.instead).toBe('scale deployment/web -n shop -c prod-eu 4')
  })

  test('that an HPA could not be looked for', async () => {
    const cluster = { objects: objects({}), forbidden: ['list horizontalpodautoscalers'] }

    expect(await warnings('deploy/web 5', cluster)).toEqual([
      'hpa-unknown: Whether an HPA owns the replicas could not be seen.',
    ])
  })

  test.each([
    ['argocd', { annotations: { 'argocd.argoproj.io/tracking-id': 'shop-app:apps/Deployment:x' } }],
    ['flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } }],
    ['flux', { labels: { 'helm.toolkit.fluxcd.io/name': 'web' } }],
    ['helm', { annotations: { 'meta.helm.sh/release-name': 'web' } }],
  ])('of %s', async (tool, marks) => {
    const [first] = await warnings('deploy/web 5', { objects: objects(marks) })

    expect(first).toMatch(new RegExp(`^managed-by-${tool}: .* manages it`))
  })

  test('of a rollout that is still running', async () => {
    const cluster = { objects: objects({ status: { updatedReplicas: 1, availableReplicas: 2 } }) }

    expect(await warnings('deploy/web 5', cluster)).toEqual([
      'rollout-in-progress: An earlier change was still rolling out: 1 of 3 updated, 2 of 3 available.',
    ])
  })

  test('of pods that were down before, which is no rollout', async () => {
    const cluster = { objects: objects({ status: { availableReplicas: 2 } }) }

    expect(await warnings('deploy/web 5', cluster)).toEqual([
      'not-available: Before this, 2 of 3 pods were available.',
    ])
  })

  test('of a paused deployment', async () => {
    const cluster = { objects: objects({ spec: { paused: true } }) }

    expect(await warnings('deploy/web 5', cluster)).toEqual([
      expect.stringMatching(/^deployment-paused: The deployment is paused/),
    ])
  })

  test('of a disruption budget that cannot be met any more', async () => {
    const budget = thing('PodDisruptionBudget', {
      name: 'web',
      body: { spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } },
    })

    expect(await warnings('deploy/web 1', { objects: [deployment(), budget] })).toEqual([
      expect.stringMatching(/^pdb-no-headroom: PDB web asks for 2 available; 1 is fewer/),
    ])
  })

  test('of a quota without room', async () => {
    const body = { status: { hard: { pods: '4' }, used: { pods: '3' } } }
    const quota = thing('ResourceQuota', { name: 'small', body })

    expect(await warnings('deploy/web 9', { objects: [deployment(), quota] })).toEqual([
      'quota-too-small: Quota small leaves room for 1 more pods, this needs 6.',
    ])
  })
})
