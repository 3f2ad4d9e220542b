import { expect, test } from 'vitest'
import { createJudge } from '../../rbac/judge.ts'
import { facts, policyFrom } from './policy.ts'

function could(rules: string, command: string): boolean {
  const { target: _, ...question } = facts({ command, risk: command === 'get' ? 'read' : 'change' })
  return createJudge(policyFrom(`rules:\n${rules}`)).could(question)
}

const SHOP = '- { name: shop, effect: allow, reason: r, commands: [scale], namespaces: [shop] }\n'

test('help lists a command that is allowed in some namespace', () => {
  expect(could(SHOP, 'scale')).toBe(true)
})

test('help leaves out a command that no rule allows', () => {
  expect(could(SHOP, 'restart')).toBe(false)
})

test('help leaves out a command that is denied whatever its target', () => {
  expect(could(`${SHOP}- { name: no, effect: deny, reason: r, risk: [change] }\n`, 'scale')).toBe(
    false,
  )
})

test('help keeps a command that is denied for some targets only', () => {
  const some = `${SHOP}- { name: no, effect: deny, reason: r, namespaces: [kube-*], labels: { a: b } }\n`
  expect(could(some, 'scale')).toBe(true)
})

test('a when about the target does not settle it, even through has', () => {
  const rule = `- { name: a, effect: deny, reason: r, when: '!has(target.namespace)' }\n`
  expect(could(SHOP + rule, 'scale')).toBe(true)
})

test('help lists what has to be approved', () => {
  const ask = '- { name: a, effect: ask, reason: r, approvers: { users: [U1AB] } }\n'
  expect(could(ask, 'scale')).toBe(true)
})

test('one object settles its namespace, name and kind, but never its labels and size', () => {
  const { target: _, ...question } = facts({ command: 'scale', risk: 'change' })
  const about = (rules: string, namespace: string) =>
    createJudge(policyFrom(`rules:\n${rules}`)).could({
      ...question,
      target: { namespace, name: 'web', kind: 'deployments', group: 'apps' },
    })
  const closed = `${SHOP}- { name: no, effect: deny, reason: r, namespaces: [shop], names: [web] }\n`
  const labelled = `${SHOP}- { name: no, effect: deny, reason: r, labels: { a: b } }\n`
  const zero = `${SHOP}- { name: no, effect: deny, reason: r, size: { toZero: true } }\n`

  expect(about(SHOP, 'shop')).toBe(true)
  expect(about(SHOP, 'kube-system')).toBe(false)
  expect(about(closed, 'shop')).toBe(false)
  expect(about(labelled, 'shop')).toBe(true)
  expect(about(zero, 'shop')).toBe(true)
})
