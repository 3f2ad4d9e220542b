import { describe, expect, test } from 'vitest'
import { createJudge } from '../../rbac/judge.ts'
import { actor, facts, policyFrom } from './policy.ts'

const judgeOf = (text: string) => createJudge(policyFrom(text))

const READS = `
roles: { viewer: {}, platform: {} }
bindings:
  viewer: { groups: ['chatops:viewers'] }
  platform: { users: [U012PLAT] }
contact: "the platform team in #platform"
rules:
  - { name: reads, effect: allow, reason: everybody may look, risk: [read], roles: [viewer] }
  - name: no-system
    effect: deny
    reason: system namespaces are not for chat
    namespaces: [kube-*]
    exceptRoles: [platform]
  - name: zero-asks
    effect: ask
    reason: zero replicas need platform
    commands: [scale]
    size: { toZero: true }
    approvers: { roles: [platform], count: 1 }
  - { name: scales, effect: allow, reason: the team scales, commands: [scale], namespaces: [shop*] }
`

describe('the verdict', () => {
  const judge = judgeOf(READS)

  test('allows what a rule allows, and names the rule with its line', () => {
    expect(judge.judge(facts())).toEqual({
      kind: 'allow',
      rule: { name: 'reads', line: 8 },
      reason: 'everybody may look',
    })
  })

  test('is a denial when no rule speaks, and says whom to ask', () => {
    const verdict = judge.judge(facts({ command: 'restart', risk: 'change' }))
    expect(verdict).toEqual({
      kind: 'deny',
      rule: { name: 'default' },
      reason: 'no rule allows you to use restart in shop',
      contact: 'the platform team in #platform',
    })
  })

  test('is the denial when one rule allows and another denies', () => {
    const verdict = judge.judge(facts({ target: { namespace: 'kube-system' } }))
    expect(verdict).toMatchObject({ kind: 'deny', rule: { name: 'no-system' } })
  })

  test('spares those whom a rule excepts', () => {
    const platform = actor({ userId: 'U012PLAT' })
    const verdict = judge.judge(facts({ actor: platform, target: { namespace: 'kube-system' } }))
    expect(verdict.kind).toBe('allow')
  })

  test('asks when one rule allows and another asks, and names the approvers', () => {
    const verdict = judge.judge(
      facts({ command: 'scale', risk: 'change', size: { before: 3, after: 0 } }),
    )
    expect(verdict).toMatchObject({
      kind: 'ask',
      rule: { name: 'zero-asks' },
      approvers: ['platform'],
    })
  })

  test('for all namespaces is the denial of any of them, and says to name one', () => {
    const verdict = judge.judge(facts({ target: { namespace: '*', kind: 'pods', group: '' } }))
    expect(verdict).toMatchObject({
      kind: 'deny',
      reason:
        'system namespaces are not for chat (all namespaces include kube-*: name one with -n)',
    })
  })
})
