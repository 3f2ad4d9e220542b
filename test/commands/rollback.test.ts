import { describe, expect, test } from 'vitest'
import { rollback } from '../../commands/rollback.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import {
  controllerRevision,
  deployment,
  replicaSet,
  statefulSet,
  template,
} from '../support/kube-objects.ts'

const web = deployment({ image: 'web:1.5' })

const history = [
  web,
  replicaSet({ owner: web, revision: 2, image: 'web:1.5' }),
  replicaSet({ owner: web, revision: 1, image: 'web:1.4', replicas: 0 }),
  replicaSet({ name: 'stranger', revision: 9, image: 'evil:1' }),
]

describe('rollback plans', () => {
  test('the template before this one, without the hash of its ReplicaSet', async () => {
    const plan = await askPlan(rollback, 'deploy/web', { objects: history })

    expect(plan.effects[0]?.patch).toEqual([
      { op: 'test', path: '/metadata/uid', value: 'uid-deployment-web' },
      { op: 'test', path: '/spec/template', value: template('web:1.5') },
      {
        op: 'replace',
        path: '/spec/template',
        value: {
          ...template('web:1.4'),
          metadata: { creationTimestamp: null, labels: { app: 'web' } },
        },
      },
    ])
  })

  test('and says field by field what changes', async () => {
    const plan = await askPlan(rollback, 'deploy/web', { objects: history })

    expect(plan.effects[0]?.changes).toEqual([
      { field: 'app image', before: 'web:1.5', after: 'web:1.4' },
    ])
    expect(plan).toMatchObject({ risk: 'change', size: { before: 3, after: 3 } })
    expect(plan.notes?.map(plain)).toEqual([
      'revision 2 → the template of revision 1; it becomes a new revision',
    ])
  })

  test('without ever showing the value of a variable', async () => {
    const old = template('web:1.4')
    const secretive = {
      ...old,
      spec: {
        containers: [{ name: 'app', image: 'web:1.4', env: [{ name: 'TOKEN', value: 'new' }] }],
      },
    }
    const objects = [
      web,
      replicaSet({ owner: web, revision: 2 }),
      replicaSet({ owner: web, revision: 1, template: secretive }),
    ]
    const plan = await askPlan(rollback, 'deploy/web', { objects })

    expect(plan.effects[0]?.changes).toContainEqual({
      field: 'app env TOKEN value',
      before: '(hidden)',
      after: '(hidden, changed)',
    })
    expect(JSON.stringify([plan.effects[0]?.changes, plan.notes])).not.toMatch(/hunter2|"new"/)
  })

  test('the revision that was named', async () => {
    const objects = [...history, replicaSet({ owner: web, revision: 7, image: 'web:0.9' })]
    const plan = await askPlan(rollback, 'deploy/web --to-revision=1', { objects })

    expect(plan.effects[0]?.changes[0]?.after).toBe('web:1.4')
  })

  test('and takes the noted cause along', async () => {
    const noted = deployment({
      image: 'web:1.5',
      annotations: { 'kubernetes.io/change-cause': 'to 1.5' },
    })
    const objects = [
      noted,
      replicaSet({ owner: noted, revision: 2, image: 'web:1.5' }),
      replicaSet({
        owner: noted,
        revision: 1,
        image: 'web:1.4',
        annotations: { 'kubernetes.io/change-cause': 'to 1.4' },
      }),
    ]
    const plan = await askPlan(rollback, 'deploy/web', { objects })

    expect(plan.effects[0]?.patch.at(-1)).toEqual({
      op: 'add',
      path: '/metadata/annotations/kubernetes.io~1change-cause',
      value: 'to 1.4',
    })
    expect(plain(plan.notes?.[0] ?? [])).toContain('noted as “to 1.4”')
  })

  test('nothing when that revision is in force', async () => {
    const plan = await askPlan(rollback, 'deploy/web --to-revision=2', { objects: history })

    expect(plan.effects).toEqual([])
    expect(plain(plan.nothing ?? [])).toMatch(
      /^deployment\/web is as in revision 2 already. Revisions: /,
    )
  })

  test('a statefulset from its controller revisions, and says that it may be stuck', async () => {
    const db = statefulSet({ image: 'db:2', status: { readyReplicas: 2 } })
    const objects = [db, controllerRevision(db, 2, 'db:2'), controllerRevision(db, 1, 'db:1')]
    const plan = await askPlan(rollback, 'sts/db', { objects })

    expect(plan.effects[0]?.changes).toEqual([
      { field: 'app image', before: 'db:2', after: 'db:1' },
    ])
    expect(JSON.stringify(plan.effects[0]?.patch)).not.toContain('$patch')
    expect(plan.warnings.map(({ code }) => code)).toContain('statefulset-stuck')
  })
})

test('rollback warns when only a restart lies between', async () => {
  const restarted = template('web:1.5', {
    labels: { app: 'web' },
    annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-03-02T08:00:00Z' },
  })
  const now = deployment({ template: restarted })
  const objects = [
    now,
    replicaSet({ owner: now, revision: 2, template: restarted }),
    replicaSet({ owner: now, revision: 1, image: 'web:1.5' }),
  ]
  const plan = await askPlan(rollback, 'deploy/web', { objects })

  expect(plan.warnings.map(({ code }) => code)).toEqual(['only-a-restart'])
})

describe('rollback refuses', () => {
  test('where there is no earlier revision, and lists what there is', async () => {
    const error = await refusal(askPlan(rollback, 'deploy/web', { objects: history.slice(0, 2) }))

    expect(plain(error.text)).toBe('deployment/web has no earlier revision.')
    expect(plain(error.hint ?? [])).toBe('Revisions: 2 (now, web:1.5, made 1 h ago).')
  })

  test('a revision that is not kept', async () => {
    const words = 'deploy/web --to-revision=41'
    const error = await refusal(askPlan(rollback, words, { objects: history }))

    expect(error.code).toBe('revision-not-found')
    expect(plain(error.hint ?? [])).toContain('1 (web:1.4, made 1 h ago)')
  })

  test('a paused deployment', async () => {
    const objects = [deployment({ spec: { paused: true } }), ...history.slice(1)]

    expect((await refusal(askPlan(rollback, 'deploy/web', { objects }))).code).toBe(
      'deployment-paused',
    )
  })

  test('pods', async () => {
    expect((await refusal(askPlan(rollback, 'pod/a'))).code).toBe('no-rollouts')
  })

  test('without the right to see the revisions', async () => {
    const forbidden = ['list replicasets']
    const error = await refusal(askPlan(rollback, 'deploy/web', { objects: history, forbidden }))

    expect(error.code).toBe('kubernetes-forbidden')
  })
})
