import { describe, expect, test } from 'vitest'
import { createJudge } from '../../rbac/judge.ts'
import { explain } from '../../rbac/what-if/explain.ts'
import { sayExplanation } from '../../rbac/what-if/explain-text.ts'
import { actor, facts, policyFrom } from './policy.ts'

const RULES = 'rules: [{ name: looks, effect: allow, reason: fine, risk: [read] }]\n'
const policy = policyFrom(`
roles: { platform: {}, lead: {} }
bindings:
  platform: { groups: ['k8s:platform'] }
  lead: { users: [U1LEA] }
breakGlass:
  roles: [platform]
  users: [U1IDA]
  channel: C012ALARM
  reviewers: { roles: [lead], users: [U1REX] }
${RULES}`)
const { breakGlass } = createJudge(policy)

describe('the way around policy', () => {
  test('is there only where the file has one', () => {
    expect(createJudge(policyFrom(RULES)).breakGlass).toBeUndefined()
    expect(breakGlass).toMatchObject({ channel: 'C012ALARM', minReason: 20 })
  })

  test.each([
    ['somebody named', actor({ userId: 'U1IDA' }), true],
    ['a role of the identity map', actor({ roles: ['platform'] }), true],
    ['a role by a Kubernetes group', actor({ groups: ['k8s:platform'] }), true],
    ['a reviewer', actor({ userId: 'U1LEA' }), false],
    ['anybody else', actor(), false],
  ])('may be gone by %s: %#', (_, person, may) => {
    expect(breakGlass?.mayUse(person)).toBe(may)
  })

  test('is reviewed by those listed for it, and they are told', () => {
    expect(breakGlass?.mayReview(actor({ userId: 'U1LEA' }))).toBe(true)
    expect(breakGlass?.mayReview(actor({ userId: 'U1REX' }))).toBe(true)
    expect(breakGlass?.mayReview(actor({ roles: ['platform'] }))).toBe(false)
    expect(breakGlass?.reviewers).toEqual(['U1REX', 'U1LEA'])
  })

  test('is told of in an explanation to those who may, where policy says no', () => {
    const denied = facts({ command: 'restart', risk: 'change', actor: actor({ userId: 'U1IDA' }) })
    expect(sayExplanation(explain(policy, denied))).toContain('break-glass: may be used')
    const other = { ...denied, actor: actor() }
    expect(sayExplanation(explain(policy, other))).not.toContain('break-glass')
    const looking = facts({ actor: actor({ userId: 'U1IDA' }) })
    expect(sayExplanation(explain(policy, looking))).not.toContain('break-glass')
  })
})

test('how far ahead and back is as the file says, else a day and a week', () => {
  const day = 86_400_000
  expect(createJudge(policyFrom(RULES)).terms).toEqual({
    undoMs: day,
    aheadMs: 7 * day,
    temporaryMs: 7 * day,
  })
  const strict = policyFrom(`terms: { undoWithin: 4h, temporaryUpTo: 1d }\n${RULES}`)
  expect(createJudge(strict).terms).toEqual({
    undoMs: day / 6,
    aheadMs: 7 * day,
    temporaryMs: day,
  })
})
