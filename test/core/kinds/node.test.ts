import { expect, test } from 'vitest'
import { keepsAway, Node, takesPods } from '../../../src/core/kinds/node.ts'
import { node } from '../../support/kube-nodes.ts'

const read = (wishes: Parameters<typeof node>[0]) => Node.parse(node(wishes))

test.each([
  ['a ready one', true, {}],
  ['a cordoned one', false, { cordoned: true }],
  ['one that is not ready', false, { ready: false }],
  ['one with a taint', false, { taints: [{ key: 'gpu', effect: 'NoSchedule' }] }],
  ['one that evicts', false, { taints: [{ key: 'gpu', effect: 'NoExecute' }] }],
  ['one that is only not preferred', true, { taints: [{ key: 's', effect: 'PreferNoSchedule' }] }],
])('of nodes, %s takes pods: %s', (_, takes, wishes) => {
  expect(takesPods(read(wishes))).toBe(takes)
})

test('the taint of a cordon is not told as another reason', () => {
  const taints = [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]

  expect(keepsAway(read({ cordoned: true, taints }))).toEqual([])
})
