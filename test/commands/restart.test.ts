import { describe, expect, test } from 'vitest'
import { restart } from '../../commands/restart.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import { daemonSet, deployment, statefulSet, template, thing } from '../support/kube-objects.ts'

const NOW = '2026-03-02T10:00:00Z'
const RESTARTED = 'kubectl.kubernetes.io/restartedAt'

const restartedAt = (moment: string) =>
  template('web:1.4', { labels: { app: 'web' }, annotations: { [RESTARTED]: moment } })

const codes = (plan: Awaited<ReturnType<typeof askPlan>>) => plan.warnings.map(({ code }) => code)

describe('restart plans', () => {
  test('kubectl’s own annotation on a template that had none', async () => {
    const plan = await askPlan(restart, 'deploy/web', { objects: [deployment()] })

    expect(plan.effects[0]).toMatchObject({
      patch: [
        { op: 'test', path: '/metadata/uid', value: 'uid-deployment-web' },
        {
          op: 'test',
          path: '/spec/template/metadata',
          value: { creationTimestamp: null, labels: { app: 'web' } },
        },
        { op: 'add', path: '/spec/template/metadata/annotations', value: { [RESTARTED]: NOW } },
      ],
      changes: [{ field: 'restarted at', before: null, after: NOW }],
      follow: 'rollout',
    })
    expect(plan).toMatchObject({ risk: 'change', size: { before: 3, after: 3 } })
  })

  test('beside other annotations, which it does not touch', async () => {
    const other = template('web:1.4', { annotations: { team: 'shop' } })
    const objects = [deployment({ template: other })]
    const plan = await askPlan(restart, 'deploy/web', { objects })

    expect(plan.effects[0]?.patch.slice(1)).toEqual([
      { op: 'test', path: '/spec/template/metadata/annotations', value: { team: 'shop' } },
      {
        op: 'add',
        path: '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt',
        value: NOW,
      },
    ])
  })

  test('over an earlier restart, testing only that', async () => {
    const objects = [deployment({ template: restartedAt('2026-03-01T08:00:00Z') })]
    const plan = await askPlan(restart, 'deploy/web', { objects })

    const path = '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt'
    expect(plan.effects[0]?.patch.slice(1)).toEqual([
      { op: 'test', path, value: '2026-03-01T08:00:00Z' },
      { op: 'replace', path, value: NOW },
    ])
  })

  test.each([
    ['sts/db', statefulSet()],
    ['ds agent', daemonSet()],
  ])('%s as well', async (words, object) => {
    const plan = await askPlan(restart, words, { objects: [object] })

    expect(plan.effects).toHaveLength(1)
    expect(plan.size).toEqual({ before: 3, after: 3 })
  })

  test('nothing where no pod runs', async () => {
    const plan = await askPlan(restart, 'deploy/web', { objects: [deployment({ replicas: 0 })] })

    expect(plan.effects).toEqual([])
    expect(plain(plan.nothing ?? [])).toContain('has 0 replicas')
  })
})

test('a second restart within ten seconds follows the first instead', async () => {
  const objects = [deployment({ template: restartedAt('2026-03-02T09:59:52Z') })]
  const plan = await askPlan(restart, 'deploy/web', { objects })

  expect(plan.effects).toEqual([])
  expect(plan.followInstead).toMatchObject({ name: 'web', generation: 2 })
})

test('a restart eleven seconds later is a restart of its own', async () => {
  const objects = [deployment({ template: restartedAt('2026-03-02T09:59:49Z') })]

  expect((await askPlan(restart, 'deploy/web', { objects })).effects).toHaveLength(1)
})

describe('restart warns', () => {
  test('that Recreate interrupts, and calls it a danger', async () => {
    const objects = [deployment({ spec: { strategy: { type: 'Recreate' } } })]
    const plan = await askPlan(restart, 'deploy/web', { objects })

    expect(plan.risk).toBe('danger')
    expect(codes(plan)).toEqual(['recreate-strategy'])
  })

  test('that OnDelete replaces nothing by itself', async () => {
    const objects = [daemonSet({ spec: { updateStrategy: { type: 'OnDelete' } } })]

    expect(codes(await askPlan(restart, 'ds/agent', { objects }))).toEqual(['on-delete-strategy'])
  })

  test('that the only replica of a statefulset is away meanwhile', async () => {
    const objects = [statefulSet({ replicas: 1 })]

    expect(codes(await askPlan(restart, 'sts/db', { objects }))).toEqual(['single-replica'])
  })

  test('of a rollout under way, and that Helm does not mind', async () => {
    const marks = { 'meta.helm.sh/release-name': 'web' }
    const objects = [deployment({ annotations: marks, status: { updatedReplicas: 1 } })]
    const plan = await askPlan(restart, 'deploy/web', { objects })

    expect(codes(plan)).toEqual(['rollout-in-progress', 'managed-by-helm'])
    expect(plain(plan.warnings[1]?.text ?? [])).toContain('a restart changes nothing')
  })
})

describe('restart refuses', () => {
  test('a paused deployment', async () => {
    const objects = [deployment({ spec: { paused: true } })]
    const error = await refusal(askPlan(restart, 'deploy/web', { objects }))

    expect(error.code).toBe('deployment-paused')
    expect(error.suggestions).toEqual(['resume deployment/web -n shop -c prod-eu'])
  })

  test('a kind without rollouts', async () => {
    const objects = [thing('Service', { name: 'web' })]
    const error = await refusal(askPlan(restart, 'svc/web', { objects }))

    expect(plain(error.hint ?? [])).toBe('It works for deployments, statefulsets and daemonsets.')
  })

  test('a name that is not there', async () => {
    const error = await refusal(askPlan(restart, 'deploy/webb', { objects: [deployment()] }))

    expect(error.suggestions).toEqual(['web'])
  })
})
