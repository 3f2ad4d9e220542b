import { describe, expect, test } from 'vitest'
import { compileText, compileYesNo } from '../../src/expression/compile-expression.ts'
import { lintExpression } from '../../src/expression/lint-expression.ts'
import { objectLanguage, objectPaths, objectValues } from '../../src/expression/object-language.ts'

const NOW = new Date('2026-03-02T10:00:00Z')
const certificate = {
  metadata: { name: 'web-tls', labels: { app: 'web' } },
  spec: { replicas: 3, ratio: 0.5 },
  status: {
    notAfter: '2026-03-05T00:00:00Z',
    conditions: [
      { type: 'Ready', status: 'False', reason: 'Pending', message: 'order is invalid' },
    ],
  },
}
const ask = (source: string, object: unknown = certificate) =>
  compileYesNo(source, objectLanguage).evaluate(objectValues(object, NOW))
const lint = (source: string, wanted: 'boolean' | 'string' = 'boolean') =>
  lintExpression(source, objectLanguage, wanted).map(({ message }) => message)

test.each([
  ['object.status.conditions.exists(c, c.type == "Ready" && c.status != "True")', true],
  ['timestamp(object.status.notAfter) - now < duration("168h")', true],
  ['object.spec.replicas - 1 == 2', true],
  ['object.spec.ratio > 0.4', true],
  ['object.metadata.labels["app"].startsWith("w")', true],
  ['has(object.status.phase) && object.status.phase == "Failed"', false],
])('%s is %s', (source, value) => {
  expect(lint(source)).toEqual([])
  expect(ask(source)).toEqual({ ok: true, value })
})

test('a text is made from what the object says', () => {
  const source =
    'object.status.conditions.filter(c, c.type == "Ready")[0].message + ", " + string(object.spec.replicas)'

  expect(lint(source, 'string')).toEqual([])
  expect(compileText(source, objectLanguage).evaluate(objectValues(certificate, NOW))).toEqual({
    ok: true,
    value: 'order is invalid, 3',
  })
})

describe('a mistake is seen before it runs', () => {
  test.each([
    ['object.status.phase', 'gives no yes or no'],
    ['obejct.status.phase == "x"', 'has no variable obejct. Did you mean object'],
    ['object.exists(k, k == "x")', 'names object as a whole'],
    ['object == {}', 'names object as a whole'],
    ['now.year == 3', 'now has no fields'],
    ['object.spec.replicas > "3"', 'no matching overload'],
    ['object.status.phase = "x"', 'is not CEL'],
    ['object.spec.a.all(a, object.spec.b.all(b, a == b))', 'inside another'],
  ])('%s', (source, said) => {
    expect(lint(source)[0]).toContain(said)
  })
})

test('what is kept of an object is what its expressions name', () => {
  expect(
    objectPaths(
      'object.status.conditions.exists(c, c.type == object.spec.wanted) && has(object.metadata.annotations) && object.spec.list[0].name == "x"',
    ),
  ).toEqual(['status.conditions', 'spec.wanted', 'metadata.annotations', 'spec.list'])
})

test('an object of endless lists is refused, not looped over', () => {
  const huge = { spec: { list: Array.from({ length: 10_001 }, () => 1) } }

  expect(() => objectValues(huge, NOW)).toThrow('more than 10000 parts')
})
