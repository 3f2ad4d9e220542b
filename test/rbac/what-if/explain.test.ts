import { describe, expect, test } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { explain } from '../../../rbac/what-if/explain.ts'
import { sayExplanation } from '../../../rbac/what-if/explain-text.ts'
import { IdentitySettings } from '../../../rbac/identity/identity-settings.ts'
import { createJudge } from '../../../rbac/judge.ts'
import { offlineActor } from '../../../rbac/identity/offline-actor.ts'
import { readWords } from '../../../rbac/what-if/read-words.ts'
import { tokenize } from '../../../src/core/words/tokenize.ts'
import { facts, policyFrom } from '../policy.ts'

const policy = policyFrom(`
roles: { viewer: {}, platform: {} }
bindings: { viewer: { groups: ['chatops:viewers'] } }
contact: the platform team
rules:
  - { name: looks, effect: allow, reason: everybody looks, risk: [read], roles: [viewer] }
  - { name: no-zero, effect: deny, reason: zero needs platform, size: { toZero: true }, exceptRoles: [platform] }
  - { name: no-system, effect: deny, reason: not for chat, namespaces: [kube-*] }
`)

describe('an explanation', () => {
  const everywhere = facts({ target: { namespace: '*', kind: 'pods', group: '' } })

  test('holds every rule with the first condition that kept it from applying', () => {
    expect(explain(policy, facts()).rules).toEqual([
      { rule: { name: 'looks', line: 6 }, effect: 'allow', match: 'yes', applies: true },
      {
        rule: { name: 'no-zero', line: 7 },
        effect: 'deny',
        match: 'no',
        applies: false,
        because: {
          key: 'size',
          wanted: 'toZero true',
          match: 'no',
          seen: 'no change of size',
        },
      },
      {
        rule: { name: 'no-system', line: 8 },
        effect: 'deny',
        match: 'no',
        applies: false,
        because: { key: 'namespaces', wanted: 'kube-*', match: 'no', seen: 'shop' },
      },
    ])
  })

  test('comes to the verdict of the judge', () => {
    expect(explain(policy, everywhere).verdict).toEqual(createJudge(policy).judge(everywhere))
  })

  test('reads on a terminal as who, what, verdict, and why rule by rule', () => {
    expect(sayExplanation(explain(policy, everywhere))).toBe(
      [
        'Jane (jane@example.com; roles: viewer)',
        'get, pods, in all namespaces, on staging-eu (staging), risk read, in C012AB3CD, 2026-11-18T12:00:00.000Z',
        '',
        'deny by no-system (policy line 8): not for chat (all namespaces include kube-*: name one with -n)',
        'ask: the platform team',
        '',
        '✓ looks      allow  applies',
        '· no-zero    deny   size wants toZero true, saw no change of size',
        '✓ no-system  deny   applies, to be safe: all namespaces include kube-*: name one with -n',
      ].join('\n'),
    )
  })
})

describe('words, read without a cluster', () => {
  const read = (words: string) => readWords(tokenize(words), { commands })

  test('name command, kind, name, namespace and size, in any order of flags', () => {
    expect(read('scale -n shop deploy/web 0 -c prod-eu')).toEqual({
      command: 'scale',
      risk: 'danger',
      cluster: 'prod-eu',
      targets: [{ kind: 'deployments', group: 'apps', namespace: 'shop', name: 'web' }],
      size: { before: 1, after: 0 },
      assumed: ['1 replica runs now; the cluster was not asked'],
    })
  })

  test('ask about each of several kinds', () => {
    expect(read('get pods,secrets -A').targets).toEqual([
      { kind: 'pods', group: '', namespace: '*' },
      { kind: 'secrets', group: '', namespace: '*' },
    ])
  })

  test('give cluster-wide kinds no namespace', () => {
    expect(read('get nodes').targets).toEqual([{ kind: 'nodes', group: '' }])
  })

  test('that are no command are refused as the bot refuses them', () => {
    expect(() => read('scael deploy/web 0')).toThrow(
      expect.objectContaining({ code: 'unknown-command' }),
    )
  })
})

describe('the person of --as', () => {
  const settings = IdentitySettings.parse({
    users: { U012JANE: { user: 'jane@example.com', groups: ['g'], name: 'Jane' } },
  })

  test.each(['U012JANE', 'jane@example.com', 'Jane'])('may be named %s', (as) => {
    expect(offlineActor(settings, as)).toMatchObject({ userId: 'U012JANE', groups: ['g'] })
  })

  test('must be in the map', () => {
    expect(() => offlineActor(settings, 'jane@example.org')).toThrow(
      expect.objectContaining({ code: 'unknown-user', suggestions: ['jane@example.com'] }),
    )
  })
})
