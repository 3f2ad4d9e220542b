import { describe, expect, test } from 'vitest'
import { createJudge } from '../../rbac/judge.ts'
import type { Facts } from '../../src/core/judge.ts'
import { actor, facts, policyFrom } from './policy.ts'

const ROLES = 'roles: { platform: {} }\n'

/** What a lone rule with this condition says of these facts: does it apply? */
function applies(effect: 'allow' | 'deny', condition: string, given: Partial<Facts>): boolean {
  const rules = [
    `- { name: it, effect: ${effect}, reason: because, ${condition} }`,
    ...(effect === 'deny' ? ['- { name: else, effect: allow, reason: else }'] : []),
  ]
  const policy = policyFrom(`${ROLES}rules:\n${rules.join('\n')}\n`)
  return createJudge(policy).judge(facts(given)).rule.name === 'it'
}

type Row = readonly [condition: string, given: Partial<Facts>, allow: boolean, deny: boolean]

const shop = { namespace: 'shop', name: 'web', kind: 'deployments', group: 'apps' }

describe.each<readonly [string, readonly Row[]]>([
  [
    'roles, users and groups',
    [
      ['roles: [platform]', { actor: actor({ roles: ['platform'] }) }, true, true],
      ['roles: [platform]', { actor: actor() }, false, false],
      ['exceptRoles: [platform]', { actor: actor() }, true, true],
      ['exceptRoles: [platform]', { actor: actor({ roles: ['platform'] }) }, false, false],
      ['users: [U012JANE]', {}, true, true],
      ['users: [jane@example.com]', {}, true, true],
      ['users: [U012JANE]', { actor: actor({ userId: 'U9', user: 'U012JANE' }) }, false, false],
      ['groups: ["chatops:viewers"]', {}, true, true],
      ['groups: ["chatops:operators"]', {}, false, false],
      ['groups: ["chatops:viewers"]', { actor: actor({ groups: [] }) }, false, false],
    ],
  ],
  [
    'command, risk, cluster, environment, channel',
    [
      ['commands: [get, rollout status]', { command: 'rollout status' }, true, true],
      ['commands: [scale]', {}, false, false],
      ['risk: [change, danger]', { risk: 'danger' }, true, true],
      ['risk: [change]', {}, false, false],
      ['clusters: [staging-*]', {}, true, true],
      ['clusters: [prod-*]', {}, false, false],
      ['environments: [staging]', {}, true, true],
      ['channels: [C012AB3CD]', {}, true, true],
      ['channels: [dm]', { place: { channelId: 'D012AB3CD', kind: 'dm' } }, true, true],
      ['channels: [dm]', {}, false, false],
    ],
  ],
  [
    'namespaces',
    [
      ['namespaces: [shop, legacy]', {}, true, true],
      ['namespaces: [sh*]', {}, true, true],
      ['namespaces: [legacy]', {}, false, false],
      ['namespaces: [shop]', { target: { ...shop, namespace: '*' } }, false, true],
      ['namespaces: ["*"]', { target: { ...shop, namespace: '*' } }, true, true],
      ['namespaces: ["*"]', { target: { kind: 'nodes', group: '' } }, false, false],
      [
        'namespaces: [shop]',
        { target: { kind: 'namespaces', group: '', name: 'shop' } },
        true,
        true,
      ],
      ['namespaces: [shop]', { target: { kind: 'namespaces', group: '' } }, false, false],
    ],
  ],
  [
    'names',
    [
      ['names: [web*]', {}, true, true],
      ['names: [db]', {}, false, false],
      ['names: [web]', { target: { namespace: 'shop', kind: 'pods', group: '' } }, false, true],
      ['names: ["*"]', { target: { namespace: 'shop', kind: 'pods', group: '' } }, true, true],
    ],
  ],
  [
    'kinds',
    [
      ['kinds: [deploy]', {}, true, true],
      ['kinds: [Deployment]', {}, true, true],
      ['kinds: [deployments.apps]', {}, true, true],
      ['kinds: [deployments.evil.io]', {}, false, false],
      ['kinds: [deployments]', { target: { ...shop, group: 'evil.io' } }, false, true],
      ['kinds: [deployments]', { target: { ...shop, group: 'extensions' } }, true, true],
      ['kinds: [pods]', {}, false, false],
      [
        'kinds: [rollout]',
        { target: { ...shop, kind: 'rollouts', group: 'argoproj.io' } },
        true,
        true,
      ],
      ['kinds: [policy]', { target: { ...shop, kind: 'policies', group: 'x.io' } }, true, true],
      ['kinds: ["*"]', {}, true, true],
      ['kinds: [pods]', { target: { namespace: 'shop' } }, false, true],
    ],
  ],
  [
    'labels',
    [
      [
        'labels: { tier: critical }',
        { target: { ...shop, labels: { tier: 'critical' } } },
        true,
        true,
      ],
      [
        'labels: { tier: crit* }',
        { target: { ...shop, labels: { tier: 'critical' } } },
        true,
        true,
      ],
      ['labels: { tier: critical }', { target: { ...shop, labels: {} } }, false, false],
      ['labels: { toString: "*" }', { target: { ...shop, labels: {} } }, false, false],
      ['labels: { tier: critical }', { target: shop }, false, true],
    ],
  ],
  [
    'size',
    [
      ['size: { toZero: true }', { size: { before: 3, after: 0 } }, true, true],
      ['size: { toZero: true }', { size: { before: 3, after: 1 } }, false, false],
      ['size: { toZero: true }', {}, false, false],
      ['size: { toZero: false }', { size: { before: 3, after: 1 } }, true, true],
      ['size: { moreThanTimes: 2 }', { size: { before: 3, after: 7 } }, true, true],
      ['size: { moreThanTimes: 2 }', { size: { before: 3, after: 6 } }, false, false],
      ['size: { moreThanTimes: 2 }', { size: { before: 0, after: 1 } }, true, true],
      ['size: { lessThanTimes: 0.5 }', { size: { before: 10, after: 4 } }, true, true],
      ['size: { moreThan: 5, atMost: 10 }', { size: { before: 3, after: 10 } }, true, true],
      ['size: { moreThan: 5, atMost: 10 }', { size: { before: 3, after: 11 } }, false, false],
      ['size: { moreThan: 5 }', { size: { before: 3, after: 5 } }, false, false],
      ['size: { lessThanTimes: 0.5 }', { size: { before: 10, after: 5 } }, false, false],
    ],
  ],
  [
    'time',
    [
      ['time: { within: [{ zone: UTC, from: "11:00", to: "13:00" }] }', {}, true, true],
      ['time: { outside: [{ zone: UTC, from: "11:00", to: "13:00" }] }', {}, false, false],
      [
        'time: { outside: [{ zone: UTC, days: [sat] }, { zone: UTC, days: [sun] }] }',
        {},
        true,
        true,
      ],
      [
        'time: { within: [{ zone: UTC, days: [sat] }, { zone: UTC, days: [wed] }] }',
        {},
        true,
        true,
      ],
    ],
  ],
  [
    'when',
    [
      [`when: 'size.after > 2 * size.before'`, { size: { before: 3, after: 7 } }, true, true],
      [`when: '"chatops:viewers" in actor.groups'`, {}, true, true],
      [`when: 'target.namespace == "shop"'`, { target: { ...shop, namespace: '*' } }, false, true],
      [`when: 'size.after == 0'`, {}, false, true],
      [`when: 'has(size.after) && size.after == 0'`, {}, false, false],
      [`when: 'target.labels["tier"] == "critical"'`, {}, false, true],
      [`when: 'at.getHours("Europe/Berlin") == 13'`, {}, true, true],
      [`when: 'channel == "C012AB3CD"'`, {}, true, true],
    ],
  ],
])('a rule by %s', (_, rows) => {
  test.each(rows)('%s of %j: allows %s, denies %s', (condition, given, ...expected) => {
    expect([applies('allow', condition, given), applies('deny', condition, given)]).toEqual(
      expected,
    )
  })
})

test('conditions about objects never apply to a command that touches none', () => {
  const { target: _, ...about } = facts()
  const policy = policyFrom(
    'rules:\n- { name: no, effect: deny, reason: no, names: [web], kinds: [pods], namespaces: ["*"] }\n- { name: yes, effect: allow, reason: y }',
  )
  expect(createJudge(policy).judge(about).kind).toBe('allow')
})
