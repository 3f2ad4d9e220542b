import { describe, expect, test } from 'vitest'
import { explain } from '../../../rbac/what-if/explain.ts'
import { sayExplanation } from '../../../rbac/what-if/explain-text.ts'
import { createJudge } from '../../../rbac/judge.ts'
import type { Facts } from '../../../src/core/judge.ts'
import { actor, facts, policyFrom } from '../policy.ts'

const policy = policyFrom(`
contact: the platform team
roles: { platform: {}, lead: {} }
rules:
  - { name: everything, effect: allow, reason: fine }
  - { name: jumps, effect: ask, reason: a jump, roles: [lead], size: { moreThanTimes: 2 }, approvers: { roles: [lead] } }
freezes:
  - name: year-end
    effect: deny
    reason: the books are closed
    contact: the change manager
    environments: [production]
    exceptRoles: [platform]
    windows: [{ zone: Europe/Berlin, firstDay: 2026-12-18, lastDay: 2027-01-04 }]
  - name: sale
    effect: ask
    reason: the sale runs
    clusters: [prod-*]
    namespaces: [shop]
    approvers: { name: leads, roles: [lead] }
    confirm: object
    windows: [{ zone: Europe/Berlin, days: [fri] }, { zone: Europe/Berlin, days: [sat] }]
`)
const judge = createJudge(policy)
const CHRISTMAS = new Date('2026-12-24T10:00:00Z')
const SALE = new Date('2026-11-20T10:00:00Z')
const prod = { name: 'prod-eu', environment: 'production' }

const change = (given: Partial<Facts> = {}) =>
  facts({ command: 'restart', risk: 'change', cluster: prod, ...given })

describe('a freeze', () => {
  test('denies changes while it holds, by its own name and line', () => {
    expect(judge.judge(change({ at: CHRISTMAS }))).toEqual({
      kind: 'deny',
      rule: { name: 'year-end', line: 8 },
      reason: 'the books are closed',
      contact: 'the change manager',
    })
  })

  test('lets people look', () => {
    expect(judge.judge(facts({ cluster: prod, at: CHRISTMAS })).kind).toBe('allow')
  })

  test('spares other clusters, other times and whom it excepts', () => {
    const staging = { name: 'staging', environment: 'staging' }
    expect(judge.judge(change({ at: CHRISTMAS, cluster: staging })).kind).toBe('allow')
    expect(judge.judge(change({ at: new Date('2026-12-17T22:59:00Z') })).kind).toBe('allow')
    const platform = actor({ roles: ['platform'] })
    expect(judge.judge(change({ at: CHRISTMAS, actor: platform })).kind).toBe('allow')
  })

  test('that asks is put together with what else is asked', () => {
    const lead = actor({ roles: ['lead'] })
    const asked = change({ at: SALE, actor: lead, size: { before: 1, after: 9 } })
    expect(judge.judge(asked)).toMatchObject({
      kind: 'ask',
      rule: { name: 'jumps' },
      reason: 'a jump; the sale runs',
      requirement: { groups: [{ name: 'lead' }, { name: 'leads' }], confirm: 'object' },
    })
  })

  test('that asks gives nobody a right', () => {
    const alone = createJudge({ ...policy, rules: policy.rules.slice(-1) })
    expect(alone.judge(change({ at: SALE }))).toMatchObject({
      kind: 'deny',
      rule: { name: 'default' },
    })
    const { target: _, ...about } = change({ at: SALE })
    expect(alone.could(about)).toBe(false)
  })
})

describe('freezes that hold now are told', () => {
  test('with their end, whoever asks', () => {
    expect(judge.freezes({ cluster: prod, at: CHRISTMAS })).toEqual([
      {
        name: 'year-end',
        reason: 'the books are closed',
        effect: 'deny',
        until: new Date('2027-01-04T23:00:00Z'),
      },
    ])
    expect(judge.freezes({ cluster: prod, at: SALE })).toMatchObject([
      { name: 'sale', effect: 'ask', until: new Date('2026-11-21T23:00:00Z') },
    ])
  })

  test('only on the clusters they are about', () => {
    const staging = { name: 'staging', environment: 'staging' }
    expect(judge.freezes({ cluster: staging, at: CHRISTMAS })).toEqual([])
  })

  test('the same in any order of moments: nothing old is remembered', () => {
    const untils = [CHRISTMAS, SALE, CHRISTMAS, new Date('2027-12-24T10:00:00Z'), SALE].map((at) =>
      judge.freezes({ cluster: prod, at }).map(({ name, until }) => [name, until?.toISOString()]),
    )
    const year = [['year-end', '2027-01-04T23:00:00.000Z']]
    const sale = [['sale', '2026-11-21T23:00:00.000Z']]
    const later = [['sale', '2027-12-25T23:00:00.000Z']]
    expect(untils).toEqual([year, sale, year, later, sale])
  })

  test('in an explanation too', () => {
    const said = sayExplanation(explain(policy, change({ at: CHRISTMAS })))
    expect(said).toContain('freeze: year-end, until 2027-01-04T23:00:00.000Z: the books are closed')
    expect(said).toContain('✓ year-end    deny   applies')
  })
})
