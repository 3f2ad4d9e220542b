import { describe, expect, test } from 'vitest'
import { pause } from '../../commands/pause.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import { deployment, statefulSet } from '../support/kube-objects.ts'

describe('pause plans', () => {
  test('one field of the deployment', async () => {
    const plan = await askPlan(pause, 'deploy/web', { objects: [deployment()] })

    expect(plan).toMatchObject({
      risk: 'change',
      warnings: [],
      effects: [
        {
          patch: [{ op: 'test' }, { op: 'add', path: '/spec/paused', value: true }],
          changes: [{ field: 'paused', before: false, after: true }],
          follow: 'none',
        },
      ],
    })
  })

  test('and warns when a rollout stops halfway, and that a tool may set it back', async () => {
    const objects = [
      deployment({
        status: { updatedReplicas: 1 },
        labels: { 'argocd.argoproj.io/instance': 'shop' },
      }),
    ]
    const { warnings } = await askPlan(pause, 'deploy/web', { objects })

    expect(warnings.map(({ code }) => code)).toEqual(['stops-halfway', 'managed-by-argocd'])
    expect(plain(warnings[0]?.text ?? [])).toMatch(
      /^A rollout is under way and stops where it is: /,
    )
  })

  test('nothing when it is paused', async () => {
    const objects = [deployment({ spec: { paused: true } })]
    const plan = await askPlan(pause, 'deploy/web', { objects })

    expect(plan.effects).toEqual([])
    expect(plain(plan.nothing ?? [])).toBe('deployment/web is paused already.')
  })
})

test('pause refuses what cannot be paused', async () => {
  const error = await refusal(askPlan(pause, 'sts/db', { objects: [statefulSet()] }))

  expect(error.code).toBe('not-pausable')
  expect(plain(error.hint ?? [])).toBe('It works for deployments.')
})
