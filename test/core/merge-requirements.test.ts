import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeRequirements } from '../../src/core/merge-requirements.ts'
import type { ApproverGroup, Requirement } from '../../src/core/requirement.ts'

const group = (given: Partial<ApproverGroup> = {}): ApproverGroup => ({
  name: 'platform',
  approve: 1,
  deny: 1,
  roles: ['platform'],
  users: [],
  groups: [],
  usergroups: [],
  ...given,
})

const wanting = (given: Partial<Requirement> = {}): Requirement => ({
  groups: [],
  waitMs: 1000,
  useMs: 100,
  ...given,
})

const merged = (...requirements: Partial<Requirement>[]) =>
  mergeRequirements(requirements.map(wanting))

describe('what several rules ask, put together', () => {
  test('wants every group', () => {
    const shop = group({ name: 'shop', roles: ['shop'] })
    expect(merged({ groups: [group()] }, { groups: [shop] }).groups).toEqual([group(), shop])
  })

  test('wants one group of the same people once, the larger count, the quicker denial', () => {
    const both = merged(
      { groups: [group({ approve: 2, deny: 3, roles: ['a', 'b'] })] },
      { groups: [group({ approve: 1, deny: 2, roles: ['b', 'a'] })] },
    )
    expect(both.groups).toEqual([group({ approve: 2, deny: 2, roles: ['a', 'b'] })])
  })

  test('lets denials end it where one of the rules does', () => {
    const both = merged({ groups: [group({ deny: 0 })] }, { groups: [group({ deny: 2 })] })
    expect(both.groups[0]?.deny).toBe(2)
    const neither = merged({ groups: [group({ deny: 0 })] }, { groups: [group({ deny: 0 })] })
    expect(neither.groups[0]?.deny).toBe(0)
  })

  test('keeps groups of one name and other people apart, whatever the order', () => {
    const owners = (user: string) => group({ name: 'owners', roles: [], users: [user] })
    const three = merged(
      { groups: [owners('U1')] },
      { groups: [owners('U2')] },
      { groups: [owners('U3')] },
      { groups: [owners('U2')] },
    )
    expect(three.groups.map(({ name, users }) => [name, ...users])).toEqual([
      ['owners', 'U1'],
      ['owners-2', 'U2'],
      ['owners-3', 'U3'],
    ])
  })

  test('wants every pattern, and tells every hint', () => {
    const both = merged(
      { reason: { patterns: ['INC-[0-9]+'], hint: 'the incident' } },
      {},
      { reason: { patterns: [] } },
      { reason: { patterns: ['CHG-[0-9]+', 'INC-[0-9]+'], hint: 'the change' } },
    )
    expect(both.reason).toEqual({
      patterns: ['INC-[0-9]+', 'CHG-[0-9]+'],
      hint: 'the incident; the change',
    })
  })

  test('wants the object named before the cluster', () => {
    expect(merged({ confirm: 'cluster' }, { confirm: 'object' }).confirm).toBe('object')
    expect(merged({ confirm: 'object' }, { confirm: 'cluster' }).confirm).toBe('object')
    expect(merged({}, { confirm: 'cluster' }).confirm).toBe('cluster')
  })

  test('waits and holds for the shorter time, in the first channel', () => {
    const both = merged({ waitMs: 5, useMs: 9 }, { waitMs: 7, useMs: 3, channel: 'C1' })
    expect(both).toMatchObject({ waitMs: 5, useMs: 3, channel: 'C1' })
  })
})

const anyGroup = fc.record({
  name: fc.constantFrom('a', 'a-2', 'b'),
  approve: fc.integer({ min: 1, max: 3 }),
  deny: fc.nat(2),
  roles: fc.subarray(['r', 's']),
  users: fc.subarray(['U1', 'U2']),
  groups: fc.constant<string[]>([]),
  usergroups: fc.subarray(['S1']),
})
const anyRequirement = fc.record({
  groups: fc.uniqueArray(anyGroup, { maxLength: 3, selector: ({ name }) => name }),
  waitMs: fc.nat(9),
  useMs: fc.nat(9),
})
const people = ({ roles, users, usergroups }: ApproverGroup) =>
  [...roles, ...users, ...usergroups].toSorted().join()

test('nothing that a rule asked for is lost, and every name means one group', () => {
  fc.assert(
    fc.property(fc.array(anyRequirement, { minLength: 1, maxLength: 4 }), (all) => {
      const { groups, waitMs, useMs } = mergeRequirements(all)
      const names = groups.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const one of all) {
        expect(waitMs).toBeLessThanOrEqual(one.waitMs)
        expect(useMs).toBeLessThanOrEqual(one.useMs)
        for (const asked of one.groups) {
          const kept = groups.filter((other) => people(other) === people(asked))
          expect(kept.some(({ approve }) => approve >= asked.approve)).toBe(true)
        }
      }
    }),
  )
})

test('to put the same requirement together with itself changes nothing', () => {
  fc.assert(
    fc.property(anyRequirement, (one) => {
      expect(mergeRequirements([one, one])).toEqual(one)
    }),
  )
})
