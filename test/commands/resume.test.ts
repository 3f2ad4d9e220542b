import { describe, expect, test } from 'vitest'
import { resume } from '../../commands/resume.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan } from '../support/ask-command.ts'
import { deployment } from '../support/kube-objects.ts'

describe('resume plans', () => {
  test('to take the field out, tested, and follows what rolls out then', async () => {
    const objects = [deployment({ spec: { paused: true } })]
    const plan = await askPlan(resume, 'deploy/web', { objects })

    expect(plan).toMatchObject({
      risk: 'change',
      warnings: [{ code: 'rolls-out-now' }],
      effects: [
        {
          patch: [
            { op: 'test' },
            { op: 'test', path: '/spec/paused', value: true },
            { op: 'remove', path: '/spec/paused' },
          ],
          inverse: [{ op: 'test' }, { op: 'add', path: '/spec/paused', value: true }],
          follow: 'rollout',
        },
      ],
    })
  })

  test('as dangerous where nothing serves between the old pods and the new', async () => {
    const objects = [deployment({ spec: { paused: true, strategy: { type: 'Recreate' } } })]
    const plan = await askPlan(resume, 'deploy/web', { objects })

    expect(plan.risk).toBe('danger')
    expect(plan.warnings.map(({ code }) => code)).toContain('recreate-strategy')
  })

  test('nothing when it is not paused', async () => {
    const plan = await askPlan(resume, 'deploy/web', { objects: [deployment()] })

    expect(plain(plan.nothing ?? [])).toBe('deployment/web is not paused.')
  })
})
