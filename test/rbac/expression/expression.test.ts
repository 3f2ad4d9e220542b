import { describe, expect, test } from 'vitest'
import { compileWhen, policyLanguage } from '../../../rbac/expression/policy-language.ts'
import { lintExpression } from '../../../src/expression/lint-expression.ts'
import { sampleVariables } from '../../../rbac/expression/expression-samples.ts'
import { processorTime } from '../../support/processor-time.ts'

const [sample] = sampleVariables()
const lint = (source: string) => lintExpression(source, policyLanguage, 'boolean')

function evaluate(source: string) {
  if (!sample) throw new Error('no sample')
  return compileWhen(source).evaluate(sample)
}

describe('a mistake is seen when the file is read', () => {
  test.each([
    ['size.aftr == 0', 'has no field size.aftr. Did you mean size.after', 4],
    ['comand == "scale"', 'has no variable comand. Did you mean command', 0],
    ['actor.user.startWith("a")', 'has no function startWith. Did you mean startsWith', 10],
    ['command.name == "a"', 'command has no fields', 7],
    ['target.nmae.labels == "a"', 'no field target.nmae. Did you mean target.name', 6],
    ['{"a": comand}["a"] == "b"', 'no variable comand', 6],
    ['actor.groups.exists(g, h == "b")', 'no variable h', 23],
    ['size.after > "3"', 'no matching overload', 11],
    ['', 'is not CEL', 0],
    ['command ==', 'is not CEL', 8],
    ['command == "a" &&\nrisk === "b"', 'is not CEL', 24],
    ['actor.user', 'gives no yes or no', 0],
    ['size.after + "x" == "a"', 'found no matching overload', 11],
    ['risk == "read" || actor.user.matches("(")', 'missing closing', 28],
    ['command == "x" && at.getHours("Europe/Berln") == 3', 'ime zone', 20],
    ['actor.groups.all(a, actor.groups.all(b, a == b))', 'inside another', 32],
    [`command == "${'x'.repeat(2000)}"`, 'longer than 2000', 0],
    ['[1'.concat(',1'.repeat(450), '] == []'), 'more than 400 parts', 0],
  ])('%s', (source, said, offset) => {
    const [mistake] = lint(source)
    expect(mistake?.message).toContain(said)
    expect(Math.abs((mistake?.offset ?? -99) - offset)).toBeLessThanOrEqual(2)
  })

  test.each([
    'has(target.labels) && "tier" in target.labels && target.labels["tier"] == "critical"',
    'target.labels.tier == "critical"',
    'actor.groups.exists(g, g.startsWith("chatops:"))',
    'size.before > 0 && size.after / size.before > 2',
    'at > timestamp("2026-12-20T00:00:00Z")',
    'target.allNamespaces || target.namespace.matches("^kube-")',
    '!("platform" in actor.roles)',
    '{"shop": true, "legacy": false}[target.namespace]',
    '[cluster.name, cluster.environment].exists(word, word.contains("prod"))',
    'actor.groups.filter(g, g.endsWith("s")).size() > 0',
    'size(actor.groups.map(g, g + "x")) == 1',
    Array.from({ length: 150 }, () => 'true').join('&&'),
  ])('%s is fine', (source) => {
    expect(lint(source)).toEqual([])
  })
})

test('a pattern that hangs other engines answers at once', () => {
  const source = 'target.name.matches("^(a+)+$")'
  expect(lint(source)).toEqual([])
  if (!sample) throw new Error('no sample')
  const target = { ...sample.target, name: `${'a'.repeat(252)}!` }
  const { evaluate: run } = compileWhen(source)
  const took = processorTime(() =>
    expect(run({ ...sample, target })).toEqual({ ok: true, value: false }),
  )

  expect(took).toBeLessThan(50)
})

test('brackets a thousand deep are refused quickly, not a crash', () => {
  const took = processorTime(() => {
    for (const open of ['(', '[', '-', '!', 'size(']) lint(open.repeat(330))
    lint(`${'('.repeat(900)}true${')'.repeat(900)}`)
  })

  expect(took).toBeLessThan(8000)
})

test('replicas count as whole numbers', () => {
  expect(evaluate('size.after + 1 == 6')).toEqual({ ok: true, value: true })
})

test('what breaks at run time is told, not thrown', () => {
  expect(evaluate('target.labels["tier"] == "x"')).toMatchObject({ ok: false })
  expect(evaluate('size.after / (size.before - 3) == 1')).toMatchObject({ ok: false })
})
