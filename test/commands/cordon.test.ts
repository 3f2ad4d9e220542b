import { describe, expect, test } from 'vitest'
import { cordon } from '../../commands/cordon.ts'
import { plain } from '../../src/core/text.ts'
import { askPlan, refusal } from '../support/ask-command.ts'
import { node } from '../support/kube-nodes.ts'
import { pod } from '../support/kube-pods.ts'

const two = [node(), node({ name: 'node-2' })]
const codes = ({ warnings }: { warnings: readonly { code: string }[] }) =>
  warnings.map(({ code }) => code)

describe('cordon plans', () => {
  test.each(['node-1', 'node/node-1', 'no/node-1'])(
    'one field of the node, for "%s"',
    async (words) => {
      const plan = await askPlan(cordon, words, { objects: two })

      expect(plan).toMatchObject({
        risk: 'change',
        warnings: [],
        effects: [
          {
            target: { name: 'node-1', uid: 'uid-node-node-1', kind: { resource: 'nodes' } },
            patch: [
              { op: 'test', path: '/metadata/uid', value: 'uid-node-node-1' },
              { op: 'add', path: '/spec/unschedulable', value: true },
            ],
            changes: [{ field: 'unschedulable', before: false, after: true }],
            follow: 'none',
          },
        ],
      })
      expect(plan.effects[0]?.target).not.toHaveProperty('namespace')
    },
  )

  test('and says how many pods run there and stay', async () => {
    const over = pod({ name: 'done', phase: 'Succeeded' })
    const objects = [...two, pod({ name: 'a' }), pod({ name: 'b', namespace: 'legacy' }), over]
    const plan = await askPlan(cordon, 'node-1', { objects })

    expect(plan.warnings.map(({ text }) => plain(text))).toEqual([
      '2 pods run there and stay: only new pods are kept away.',
    ])
  })

  test.each([
    ['there is no other', []],
    ['the other is cordoned', [node({ name: 'node-2', cordoned: true })]],
    ['the other is not ready', [node({ name: 'node-2', ready: false })]],
    [
      'the other is tainted',
      [node({ name: 'node-2', taints: [{ key: 'gpu', effect: 'NoSchedule' }] })],
    ],
  ])('as dangerous where no node is left that takes pods: %s', async (_, others) => {
    const plan = await askPlan(cordon, 'node-1', { objects: [node(), ...others] })

    expect(plan.risk).toBe('danger')
    expect(codes(plan)).toEqual(['last-node'])
  })

  test('nothing when it is cordoned', async () => {
    const plan = await askPlan(cordon, 'node-1', { objects: [node({ cordoned: true })] })

    expect(plan.effects).toEqual([])
    expect(plan.about?.name).toBe('node-1')
    expect(plain(plan.nothing ?? [])).toBe('node-1 is cordoned already.')
  })

  test('without what the person may not see', async () => {
    const objects = [node(), pod({ name: 'a' })]
    const forbidden = ['list nodes', 'list pods']
    const byKubernetes = await askPlan(cordon, 'node-1', { objects, forbidden })
    const byPolicy = await askPlan(cordon, 'node-1', {
      objects,
      denies: ({ command }) => command === 'get',
    })

    expect(codes(byKubernetes)).toEqual([])
    expect(codes(byPolicy)).toEqual([])
  })
})

test('cordon refuses a node that is not there, and says what is near', async () => {
  const error = await refusal(askPlan(cordon, 'node-3', { objects: two }))

  expect(error.code).toBe('object-not-found')
  expect(error.suggestions).toEqual(['node-1', 'node-2'])
})

test.each(['../pods', 'node-1/../x', 'pod/web'])('cordon refuses the name "%s"', async (name) => {
  await expect(async () => askPlan(cordon, name, { objects: two })).rejects.toMatchObject({
    code: 'bad-argument',
  })
})
