import { describe, expect, test } from 'vitest'
import { uncordon } from '../../commands/uncordon.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan } from '../support/ask-command.ts'
import { node } from '../support/kube-nodes.ts'

describe('uncordon plans', () => {
  test('to take the field out, tested', async () => {
    const plan = await askPlan(uncordon, 'node-1', { objects: [node({ cordoned: true })] })

    expect(plan).toMatchObject({
      risk: 'change',
      warnings: [],
      effects: [
        {
          patch: [
            { op: 'test', path: '/metadata/uid' },
            { op: 'test', path: '/spec/unschedulable', value: true },
            { op: 'remove', path: '/spec/unschedulable' },
          ],
          changes: [{ field: 'unschedulable', before: true, after: false }],
        },
      ],
    })
  })

  test('and says what else keeps pods away', async () => {
    const taints = [
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
      { key: 'gpu', effect: 'NoSchedule' },
      { key: 'spot', effect: 'PreferNoSchedule' },
    ]
    const objects = [node({ cordoned: true, ready: false, taints })]
    const { warnings } = await askPlan(uncordon, 'node-1', { objects })

    expect(warnings.map(({ text }) => plain(text))).toEqual([
      'The node is not ready: no pod is placed there until it is.',
      'Only pods that tolerate gpu:NoSchedule are placed there.',
    ])
  })

  test('nothing when it takes pods', async () => {
    const plan = await askPlan(uncordon, 'node-1', { objects: [node()] })

    expect(plain(plan.nothing ?? [])).toBe('node-1 takes new pods already.')
  })
})
