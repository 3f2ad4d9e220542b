import { describe, expect, test } from 'vitest'
import { label } from '../../commands/label.ts'
import { restart } from '../../commands/restart.ts'
import { undo } from '../../commands/undo.ts'
import type { HeldPlan } from '../../src/core/held/held-plan.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import type { PlainObject } from '../support/fake-cluster-reader.ts'
import { fakePlanDesk } from '../support/fake-plan-desk.ts'
import { doneBy, heldPlan, openPlan } from '../support/held-plans.ts'
import { autoscaler, deployment } from '../support/kube-objects.ts'

const scaled = [deployment({ replicas: 5 })]

const ask = (words: string, held: HeldPlan, objects: readonly PlainObject[] = scaled) =>
  askPlan(undo, words, { objects, desk: { plans: fakePlanDesk({ plans: [held], last: held }) } })

describe('undo plans', () => {
  test.each(['', '8f3c21aa'])(
    'what was before, of the last change here or by id: "%s"',
    async (id) => {
      const plan = await ask(id, heldPlan())

      expect(plan).toMatchObject({
        undoes: '8f3c21aa',
        asCommand: 'scale',
        risk: 'change',
        size: { before: 5, after: 3 },
        effects: [
          {
            subresource: 'scale',
            patch: [
              { op: 'test', path: '/metadata/uid', value: 'uid-deployment-web' },
              { op: 'test', path: '/spec/replicas', value: 5 },
              { op: 'replace', path: '/spec/replicas', value: 3 },
            ],
            changes: [{ field: 'replicas', before: 5, after: 3 }],
            follow: 'rollout',
          },
        ],
      })
      expect(plan.notes?.map(plain)).toEqual([
        'takes back scale deploy/web 5 -n shop by @U2, 30 s ago (plan 8f3c21aa)',
      ])
    },
  )

  test('on the object as it is now: with its labels and generation of today', async () => {
    const objects = [deployment({ replicas: 5, labels: { team: 'shop' } })]
    const plan = await ask('', heldPlan(), objects)

    expect(plan.effects[0]?.target).toMatchObject({ generation: 2, labels: { team: 'shop' } })
  })

  test('with the warnings that the change itself would have', async () => {
    const plan = await ask('', heldPlan(), [...scaled, autoscaler(2, 4)])

    expect(plan.warnings.map(({ code }) => code)).toEqual(['hpa-owns-replicas'])
  })

  test('back to zero as dangerous', async () => {
    const [effect] = heldPlan().plan.effects
    const fromZero = effect && {
      ...effect,
      inverse: effect.inverse.map((step) => (step.op === 'replace' ? { ...step, value: 0 } : step)),
    }
    const plan = await ask(
      '',
      heldPlan({ plan: { effects: fromZero ? [fromZero] : [], size: { before: 0, after: 5 } } }),
    )

    expect(plan.risk).toBe('danger')
  })

  test('a restart, and says that the pods are replaced once more', async () => {
    const before = deployment()
    const draft = await askPlan(restart, 'deploy/web', { objects: [before] })
    const restartedAt = String(draft.effects[0]?.changes[0]?.after)
    const template = {
      metadata: {
        creationTimestamp: null,
        labels: { app: 'web' },
        annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt },
      },
      spec: { containers: [] },
    }
    const plan = await ask('', doneBy(draft, { command: 'restart' }), [
      deployment({ spec: { template } }),
    ])

    expect(plan.warnings.map(({ code }) => code)).toEqual(['undo-rolls-out'])
    expect(plan.asCommand).toBe('restart')
    expect(plan.effects[0]?.patch.at(-1)?.op).toBe('remove')
  })
})

describe('undo refuses', () => {
  const code = async (held: HeldPlan, objects?: readonly PlainObject[]) =>
    (await refusal(ask('8f3c21aa', held, objects))).code

  test('when nothing ended here', async () => {
    const error = await refusal(askPlan(undo, '', { objects: scaled }))

    expect(error.code).toBe('nothing-to-undo')
  })

  test('a plan that does not exist, in the desk’s words', async () => {
    expect((await refusal(ask('00000000', heldPlan()))).code).toBe('no-such-plan')
  })

  test.each(['8f3c21a', '8f3c21aab', '8f3c21a/', '../../x1'])(
    'what is no id before any look-up: "%s"',
    async (id) => {
      expect((await refusal((async () => ask(id, heldPlan()))())).code).toBe('bad-argument')
    },
  )

  test.each(['waiting', 'approved', 'scheduled', 'denied', 'expired', 'void'] as const)(
    'a plan that is %s: nothing happened',
    async (state) => {
      expect(await code(openPlan({ state }))).toBe('nothing-happened')
    },
  )

  test('a plan that waits, and offers to cancel it', async () => {
    const error = await refusal(ask('8f3c21aa', openPlan()))

    expect(plain(error.text)).toBe('Plan 8f3c21aa changed nothing: it is waiting.')
    expect(error.suggestions).toEqual(['cancel 8f3c21aa'])
  })

  test('a plan that the API server refused, and one that is still being done', async () => {
    const outcome = { kind: 'refused', at: '2026-03-02T09:59:30.000Z', auditIds: [] }

    expect(await code(heldPlan({ outcome }))).toBe('nothing-happened')
    expect(await code(openPlan({ state: 'executing' }))).toBe('nothing-happened')
  })

  test('what ended too long ago, and says until when it could be', async () => {
    const outcome = { kind: 'rolled-out', at: '2026-03-01T09:59:59.000Z', auditIds: [] }
    const error = await refusal(ask('', heldPlan({ outcome })))

    expect(error.code).toBe('undo-too-late')
    expect(plain(error.text)).toContain('could be undone until 2026-03-02T09:59:59.000Z')
  })

  test('a plan of another cluster, and offers to say which', async () => {
    const error = await refusal(ask('8f3c21aa', heldPlan({ plan: { cluster: 'staging' } })))

    expect(error.code).toBe('other-cluster')
    expect(error.suggestions).toEqual(['undo 8f3c21aa -c staging'])
  })

  test('when somebody changed the field again, and says to what', async () => {
    const error = await refusal(ask('', heldPlan(), [deployment({ replicas: 7 })]))

    expect(error.code).toBe('drifted')
    expect(plain(error.text)).toBe(
      'deployment/web was changed again since: replicas should be 5, but is 7.',
    )
  })

  test('names a label as the change called it', async () => {
    const before = deployment({ labels: { 'example.com/tier': 'a' } })
    const words = 'deploy/web example.com/tier=b --overwrite'
    const draft = await askPlan(label, words, { objects: [before] })
    const now = deployment({ labels: { 'example.com/tier': 'c' } })
    const error = await refusal(ask('', doneBy(draft, { command: 'label' }), [now]))

    expect(plain(error.text)).toBe(
      'deployment/web was changed again since: label example.com/tier should be b, but is c.',
    )
  })

  test('when it is as it was before already', async () => {
    expect(await code(heldPlan(), [deployment({ replicas: 3 })])).toBe('already-undone')
  })

  test('when the object is gone, or was made anew', async () => {
    const anew = deployment({ replicas: 5 })
    const other = { ...anew, metadata: { ...anew.metadata, uid: 'other' } }

    expect(await code(heldPlan(), [])).toBe('drifted')
    expect(await code(heldPlan(), [other])).toBe('drifted')
  })

  test('a drifted template without showing what is in it', async () => {
    const [effect] = heldPlan().plan.effects
    const template = { spec: { containers: [{ env: [{ name: 'TOKEN', value: 'hunter2' }] }] } }
    const patch = [{ op: 'replace' as const, path: '/spec/template', value: template }]
    const effects = effect ? [{ ...effect, patch }] : []
    const error = await refusal(ask('', heldPlan({ plan: { effects } })))

    expect(plain(error.text)).toBe(
      'deployment/web was changed again since: spec template is no longer what was written.',
    )
  })
})

test('taking back a cordon is judged as an uncordon', async () => {
  const plan = { ...heldPlan().plan, command: 'cordon', takenBackAs: 'uncordon' }

  expect(await ask('', { ...heldPlan(), plan })).toMatchObject({
    asCommand: 'uncordon',
    takenBackAs: 'cordon',
  })
})
