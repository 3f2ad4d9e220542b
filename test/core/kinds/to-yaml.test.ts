import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { toYaml } from '../../../src/core/kinds/to-yaml.ts'

test('writes objects as people know them', () => {
  const object = {
    metadata: { name: 'web', annotations: undefined },
    spec: { replicas: 3, ports: [{ port: 80, name: 'http' }], args: [], strategy: {} },
    note: 'two\nlines\n',
  }

  expect(toYaml(object)).toBe(
    [
      'metadata:',
      '  name: web',
      'spec:',
      '  replicas: 3',
      '  ports:',
      '  - port: 80',
      '    name: http',
      '  args: []',
      '  strategy: {}',
      'note: |',
      '  two',
      '  lines',
      '',
    ].join('\n'),
  )
})

test('what it writes reads back as the same', () => {
  assert(
    property(jsonValue({ maxDepth: 4 }), (value) => {
      expect(parse(toYaml(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 500 },
  )
})

test.each([
  'no',
  'null',
  '1e3',
  '0x10',
  '- a',
  'a: b',
  '# a',
  ' a',
  'a ',
  '',
  '~',
  '1.5',
  'a #b',
  '\ta',
  'x\n y',
  '@a',
])('keeps the text %j a text', (value) => {
  expect(parse(toYaml({ [value]: [value] }))).toEqual({ [value]: [value] })
})
