import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cordon } from '../../../commands/cordon.ts'
import { label } from '../../../commands/label.ts'
import { pause } from '../../../commands/pause.ts'
import { resume } from '../../../commands/resume.ts'
import { restart } from '../../../commands/restart.ts'
import { rollback } from '../../../commands/rollback.ts'
import { scale } from '../../../commands/scale.ts'
import type { Change } from '../../../src/core/command.ts'
import { inverseEffects } from '../../../src/core/held/inverse.ts'
import type { PlanDraft } from '../../../src/core/plan.ts'
import { askPlan } from '../../support/ask-command.ts'
import { applyPatch } from '../apply-patch.ts'
import type { PlainObject } from '../../support/fake-cluster-reader.ts'
import { deployment, replicaSet } from '../../support/kube-objects.ts'
import { node } from '../../support/kube-nodes.ts'
import { planOf } from '../../support/held-plans.ts'

const back = (draft: PlanDraft) => inverseEffects(planOf({ ...draft }))

test('an inverse swaps the two patches and the changes, and keeps the object and the following', async () => {
  const draft = await askPlan(scale, 'deploy/web 5', { objects: [deployment()] })
  const [made] = draft.effects
  const [taken] = back(draft)

  expect(taken).toEqual({
    ...made,
    patch: made?.inverse,
    inverse: made?.patch,
    changes: [{ field: 'replicas', before: 5, after: 3 }],
  })
  expect(inverseEffects({ effects: back(draft) })).toEqual(draft.effects)
})

const noted = deployment({
  image: 'web:1.5',
  annotations: { 'kubernetes.io/change-cause': 'to 1.5' },
})

test.each<[Change, string, readonly PlainObject[]]>([
  [restart, 'deploy/web', [deployment()]],
  [pause, 'deploy/web', [deployment()]],
  [resume, 'deploy/web', [deployment({ spec: { paused: true } })]],
  [label, 'deploy/web a=1 b=2', [deployment()]],
  [label, 'deploy/web a=1 b-', [deployment({ labels: { b: '2' } })]],
  [label, 'deploy/web b-', [deployment({ labels: { b: '2' } })]],
  [cordon, 'node-1', [node()]],
  [
    rollback,
    'deploy/web',
    [
      noted,
      replicaSet({ owner: noted, revision: 2, image: 'web:1.5' }),
      replicaSet({ owner: noted, revision: 1, image: 'web:1.4' }),
    ],
  ],
])(
  '$0.name $1, made and taken back, leaves the object as it was',
  async (change, words, objects) => {
    const [effect] = (await askPlan(change, words, { objects })).effects
    const before = applyPatch(objects[0], [])

    const made = applyPatch(before, effect?.patch ?? [])
    expect(made).not.toEqual(before)
    expect(applyPatch(made, effect?.inverse ?? [])).toEqual(before)
  },
)

test('scaling from any number to any other can be taken back, zero included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(4), fc.nat(4), async (from, to) => {
      fc.pre(from !== to)
      const objects = [deployment({ replicas: from })]
      const there = (await askPlan(scale, `deploy/web ${to}`, { objects })).effects[0]
      const other = [deployment({ replicas: to })]
      const andBack = (await askPlan(scale, `deploy/web ${from}`, { objects: other })).effects[0]

      expect(there?.inverse).toEqual(andBack?.patch)
    }),
  )
})
