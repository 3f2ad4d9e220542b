import { expect, test } from 'vitest'
import { sameTemplate, templateChanges } from '../../../src/core/kinds/template-diff.ts'

const template = (containers: Record<string, unknown>[], labels: Record<string, string> = {}) => ({
  metadata: { labels },
  spec: { containers: containers.map((one) => ({ name: 'app', ...one })) },
})

test('names container and field', () => {
  const before = template([{ image: 'web:1', resources: { limits: { memory: '1Gi' } } }])
  const after = template([{ image: 'web:2', resources: {} }])

  expect(templateChanges(before, after)).toEqual([
    { field: 'app image', before: 'web:1', after: 'web:2' },
    { field: 'app resources limits memory', before: '1Gi', after: null },
  ])
})

test('knows a container again that moved', () => {
  const [a, b] = [
    { name: 'a', image: 'a:1' },
    { name: 'b', image: 'b:1' },
  ]

  expect(templateChanges(template([a, b]), template([b, a]))).toEqual([])
})

test('tells that a variable came, went or changed, never what it holds', () => {
  const env = (...entries: [string, string][]) =>
    template([{ env: entries.map(([name, value]) => ({ name, value })) }])
  const changes = templateChanges(env(['A', 'x1'], ['B', 'x2']), env(['A', 'y1'], ['C', 'y3']))

  expect(changes).toEqual([
    { field: 'app env A value', before: '(hidden)', after: '(hidden, changed)' },
    { field: 'app env B name', before: 'B', after: null },
    { field: 'app env B value', before: '(hidden)', after: null },
    { field: 'app env C name', before: null, after: 'C' },
    { field: 'app env C value', before: null, after: '(hidden)' },
  ])
})

test('does not mind the hash of a ReplicaSet', () => {
  const plain = template([{}], { app: 'web' })
  const hashed = template([{}], { app: 'web', 'pod-template-hash': 'abc' })

  expect(templateChanges(plain, hashed)).toEqual([])
  expect(sameTemplate(plain, hashed)).toBe(true)
})
