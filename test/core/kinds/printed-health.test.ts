import { describe, expect, test } from 'vitest'
import { unhealthyIn } from '../../../src/core/kinds/printed-health.ts'

const columns = (...names: string[]) => names.map((name) => ({ name, wide: false }))

describe.each([
  [
    'pods',
    ['Name', 'Ready', 'Status'],
    [
      ['a', '0/1', 'CrashLoopBackOff'],
      ['a', '1/2', 'Running'],
      ['a', '0/1', 'Pending'],
      ['a', '0/1', 'Init:Error'],
    ],
    [
      ['a', '1/1', 'Running'],
      ['a', '0/1', 'Completed'],
    ],
  ],
  [
    'deployments',
    ['Name', 'Ready', 'Available'],
    [['a', '1/3', '1']],
    [
      ['a', '3/3', '3'],
      ['a', '0/0', '0'],
    ],
  ],
  ['daemonsets', ['Name', 'Desired', 'Ready'], [['a', '3', '2']], [['a', '3', '3']]],
  [
    'nodes',
    ['Name', 'Status'],
    [
      ['a', 'NotReady'],
      ['a', 'NotReady,SchedulingDisabled'],
    ],
    [
      ['a', 'Ready'],
      ['a', 'Ready,SchedulingDisabled'],
    ],
  ],
  [
    'volume claims',
    ['Name', 'Status'],
    [
      ['a', 'Pending'],
      ['a', 'Lost'],
    ],
    [['a', 'Bound']],
  ],
  [
    'custom kinds',
    ['Name', 'Ready'],
    [['a', 'False']],
    [
      ['a', 'True'],
      ['a', ''],
    ],
  ],
  ['kinds that say nothing', ['Name', 'Age'], [], [['a', '5m']]],
])('of %s', (...row) => {
  const [, names, bad, good] = row
  const isUnhealthy = unhealthyIn(columns(...names))

  test('those in trouble are told from those that are well', () => {
    expect(bad.map(isUnhealthy)).toEqual(bad.map(() => true))
    expect(good.map(isUnhealthy)).toEqual(good.map(() => false))
  })
})
