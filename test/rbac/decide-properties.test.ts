import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPolicy, type Policy } from '../../rbac/policy/create-policy.ts'
import { createJudge } from '../../rbac/judge.ts'
import { PolicyDocument } from '../../rbac/policy/policy.ts'
import type { Facts } from '../../src/core/judge.ts'
import { actor, facts } from './policy.ts'

const word = fc.constantFrom('shop', 'legacy', 'kube-system', 'web', 'db', 'sh*', '*', '?hop')
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const conditions = fc.record(
  {
    roles: fc.subarray(['viewer', 'platform'], { minLength: 1 }),
    exceptRoles: fc.subarray(['viewer', 'platform'], { minLength: 1 }),
    commands: fc.subarray(['get', 'scale', 'restart'], { minLength: 1 }),
    risk: fc.subarray(['read', 'change', 'danger'], { minLength: 1 }),
    environments: fc.subarray(['staging', 'prod*'], { minLength: 1 }),
    namespaces: words,
    names: words,
    kinds: fc.subarray(['pods', 'deploy', 'widgets.example.com'], { minLength: 1 }),
    labels: fc.constantFrom({ tier: 'critical' }, { app: '*' }),
    size: fc.constantFrom({ toZero: true }, { moreThanTimes: 2 }, { atMost: 5 }),
    when: fc.constantFrom('size.after == 0', 'has(target.name)', '"viewer" in actor.roles'),
  },
  { requiredKeys: [] },
)

const rule = fc
  .record({ effect: fc.constantFrom('allow', 'ask', 'deny'), conditions })
  .map(({ effect, conditions }) => ({
    effect,
    reason: 'because',
    ...(effect === 'ask' && { approvers: { users: ['U1AB', 'U2AB'] } }),
    ...conditions,
  }))

type Rule = Record<string, unknown> & { readonly effect: string }

const question: fc.Arbitrary<Facts> = fc
  .record({
    roles: fc.subarray(['viewer', 'platform']),
    command: fc.constantFrom('get', 'scale', 'restart'),
    risk: fc.constantFrom('read' as const, 'change' as const, 'danger' as const),
    environment: fc.constantFrom('staging', 'production'),
    namespace: optional(fc.constantFrom('shop', 'legacy', 'kube-system', '*')),
    name: optional(fc.constantFrom('web', 'db')),
    kind: optional(fc.constantFrom('pods', 'deployments', 'widgets')),
    labels: optional(fc.constantFrom({}, { tier: 'critical' })),
    hasTarget: fc.boolean(),
    size: optional(fc.record({ before: fc.nat(10), after: fc.nat(10) })),
  })
  .map(({ roles, command, risk, environment, hasTarget, size, ...target }) => {
    const { target: _, ...about } = facts({ actor: actor({ roles }), command, risk })
    const known = Object.entries(target).filter(([, value]) => value !== undefined)
    return {
      ...about,
      cluster: { name: 'one', environment },
      ...(hasTarget && { target: Object.fromEntries(known) }),
      ...(size && { size }),
    }
  })

/** Compiled once per question; the tests then judge by some of its rules. */
function policyOf(rules: readonly Rule[]): Policy {
  const named = rules.map((rule, i) => ({ name: `rule-${i}`, ...rule }))
  const value = PolicyDocument.parse({ roles: { viewer: {}, platform: {} }, rules: named })
  return createPolicy({ value, file: 'policy.yaml', lineOf: () => undefined })
}

const judgeBy = (policy: Policy, rules: Policy['rules'] = policy.rules) =>
  createJudge({ ...policy, rules })

const rules = fc.array(rule, { minLength: 1, maxLength: 5 })
const RANK = { deny: 0, ask: 1, allow: 2 } as const
const runs = { numRuns: 300 }

test('nothing is allowed when any rule denies, or asks', () => {
  fc.assert(
    fc.property(rules, question, (all, asked) => {
      const policy = policyOf(all)
      const spoken = policy.rules.filter(
        (rule) =>
          rule.effect !== 'allow' && judgeBy(policy, [rule]).judge(asked).rule.name !== 'default',
      )
      const { kind } = judgeBy(policy).judge(asked)
      const denies = spoken.some(({ effect }) => effect === 'deny')
      const strictest = spoken.length > 0 ? ['ask', 'deny'] : ['allow', 'ask', 'deny']
      expect(denies ? ['deny'] : strictest).toContain(kind)
    }),
    runs,
  )
})

test('the order of rules never changes the kind of verdict', () => {
  fc.assert(
    fc.property(rules, question, (all, asked) => {
      const policy = policyOf(all)
      const reversed = judgeBy(policy, policy.rules.toReversed())
      expect(reversed.judge(asked).kind).toBe(judgeBy(policy).judge(asked).kind)
    }),
    runs,
  )
})

test('a deny or ask rule more never opens anything', () => {
  fc.assert(
    fc.property(rules, question, (all, asked) => {
      const policy = policyOf(all)
      const [extra, ...others] = policy.rules
      if (extra === undefined || extra.effect === 'allow') return
      const before = judgeBy(policy, others).judge(asked)
      const after = judgeBy(policy).judge(asked)
      // An ask may take the place of "no rule spoke"; it never becomes an allow.
      const most = before.rule.name === 'default' ? RANK.ask : RANK[before.kind]
      expect(RANK[after.kind]).toBeLessThanOrEqual(most)
    }),
    runs,
  )
})

test('without an allow rule nothing is allowed', () => {
  fc.assert(
    fc.property(rules, question, (all, asked) => {
      const policy = policyOf(all)
      const strict = policy.rules.filter(({ effect }) => effect !== 'allow')
      expect(judgeBy(policy, strict).judge(asked).kind).not.toBe('allow')
    }),
    runs,
  )
})

test('what is judged allowed, help lists', () => {
  fc.assert(
    fc.property(rules, question, (all, asked) => {
      const { target: _t, size: _s, ...about } = asked
      const judge = judgeBy(policyOf(all))
      const isAllowed = judge.judge(asked).kind === 'allow'
      expect(judge.could(about) || !isAllowed).toBe(true)
    }),
    runs,
  )
})

test('what is allowed in all namespaces is allowed in each', () => {
  const each = fc.constantFrom('shop', 'legacy', 'other')
  fc.assert(
    fc.property(rules, question, each, (all, asked, namespace) => {
      const judge = judgeBy(policyOf(all))
      const allowed = (where: string) =>
        judge.judge({ ...asked, target: { ...asked.target, namespace: where } }).kind === 'allow'
      expect(allowed(namespace) || !allowed('*')).toBe(true)
    }),
    runs,
  )
})
