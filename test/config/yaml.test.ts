import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jsonSchema } from '../../src/config/yaml-json-schema.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { ConfigError } from '../../src/core/errors.ts'

const Schema = z.strictObject({
  name: z.string(),
  replicas: z.int().min(1).optional(),
  effect: z.enum(['allow', 'deny', 'ask']).optional(),
  people: z.array(z.strictObject({ id: z.string() })).optional(),
  labels: z.record(z.string().regex(/^[a-z]+$/, 'lower-case letters only'), z.string()).optional(),
  rule: z
    .string()
    .check((ctx) => {
      const offset = ctx.value.indexOf('!')
      if (offset >= 0) {
        ctx.issues.push({ code: 'custom', input: ctx.value, message: 'no !', params: { offset } })
      }
    })
    .optional(),
})

const readText = (text: string) => readYaml({ text, file: 'config.yaml' }, Schema)

function problemsOf(text: string): readonly string[] {
  try {
    readText(text)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('a file that is right', () => {
  test('is read as plain frozen data', () => {
    const { value, file } = readText('name: web\npeople:\n  - id: U1\n')
    expect(value).toEqual({ name: 'web', people: [{ id: 'U1' }] })
    expect(file).toBe('config.yaml')
    expect(Object.isFrozen(value)).toBe(true)
    expect(Object.isFrozen(value.people?.[0])).toBe(true)
  })

  test('knows the line of every value, of its parent when it is absent, and inside a block of text', () => {
    const { lineOf } = readText('name: web\npeople:\n  - id: U1\n  - id: U2\nrule: |\n  a\n  b\n')
    expect(lineOf(['name'])).toBe(1)
    expect(lineOf(['people', 1, 'id'])).toBe(4)
    expect(lineOf(['people', 1, 'absent'])).toBe(4)
    expect(lineOf(['absent'])).toBe(1)
    expect(lineOf(['rule'])).toBe(5)
    expect(lineOf(['rule'], 2)).toBe(7)
  })

  test('reads `no` and `on` as text, as YAML 1.2 does', () => {
    expect(readText('name: no').value.name).toBe('no')
  })
})

describe('a file that is wrong', () => {
  test('has every problem reported at once, in the order of lines, with path and expectation', () => {
    const text = [
      'name: 3',
      'replicas: 0',
      'effect: alow',
      'people:',
      '  - id: U1',
      '    idd: U2',
      '  - {}',
      'labels: { UP: x }',
      'lables: {}',
    ].join('\n')
    expect(problemsOf(text)).toEqual([
      'config.yaml:1: name: is 3, expected text',
      'config.yaml:2: replicas: is 0, expected 1 or more',
      'config.yaml:3: effect: is "alow", expected one of allow, deny, ask. Did you mean allow?',
      'config.yaml:6: people[0].idd: unknown key. Did you mean id?',
      'config.yaml:7: people[1].id: is missing, expected text',
      'config.yaml:8: labels.UP: lower-case letters only',
      'config.yaml:9: lables: unknown key. Did you mean labels?',
    ])
  })

  test('of several allowed forms tells what is wrong with the nearest', () => {
    const Either = z.strictObject({
      size: z
        .int()
        .max(9)
        .or(z.strictObject({ before: z.int(), after: z.int() })),
      tags: z.array(z.string()).max(1).optional(),
      mode: z.literal('safe').optional(),
      on: z.boolean().optional(),
    })
    const problems = (text: string) => {
      try {
        readYaml({ text, file: 'f' }, Either)
      } catch (error) {
        return error instanceof ConfigError ? error.problems : []
      }
      return []
    }
    expect(problems('size: { before: 1, aftr: 2 }')).toEqual([
      'f:1: size.after: is missing, expected a number',
      'f:1: size.aftr: unknown key. Did you mean after?',
    ])
    expect(problems('size: [1]\ntags: [a, b]\nmode: unsafe\non: 1')).toEqual([
      'f:1: size: is a list, which fits none of the allowed forms',
      'f:2: tags: is too long, expected at most 1',
      'f:3: mode: is "unsafe", expected safe. Did you mean safe?',
      'f:4: on: is 1, expected true or false',
    ])
    expect(problems('size: 10')).toEqual(['f:1: size: is 10, expected 9 or less'])
    expect(problems('size:')).toEqual(['f:1: size: is empty, which fits none of the allowed forms'])
  })

  test('lists the known keys when none is near', () => {
    expect(problemsOf('name: a\nzzzzzzzz: 1')[0]).toContain('expected one of name, replicas')
  })

  test('points into a block of text at the line of the mistake', () => {
    expect(problemsOf('name: a\nrule: |\n  fine\n  not! fine\n')).toEqual([
      'config.yaml:4: rule: no !',
    ])
  })

  test.each([
    ['broken syntax', 'name: [a', /^config\.yaml:1: column 9: not readable as YAML/],
    ['an empty file', ' \n', /^config\.yaml:1: is empty$/],
    ['nothing but a comment', '# hello\n', /is empty/],
    ['two documents', 'name: a\n---\nname: b\n', /a second document starts here/],
    ['an anchor', 'name: &a web\n', /:1: anchors are not allowed/],
    ['a tag', 'name: !!js/function "x"\n', /tags are not allowed/],
    ['a duplicate key', 'name: a\nname: b\n', /:2: name: this key is there twice/],
    [
      'a __proto__ key',
      '__proto__: { admin: true }\nname: a\n',
      /__proto__: this key is not allowed/,
    ],
    ['a map as a key', '? {a: 1}\n: 2\n', /not readable as YAML/],
    ['a list where a map is expected', '- a\n', /:1: is a list, expected a map/],
    ['more than a megabyte', `name: ${'x'.repeat(1_048_577)}`, /at most 1048576 are read/],
  ])('is refused for %s', (_, text, problem) => {
    expect(problemsOf(text).join('\n')).toMatch(problem)
  })

  test('a bomb of aliases is refused at once', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`)
    const problems = problemsOf(['l0: &l0 [x]', ...levels].join('\n'))
    expect(problems.join('\n')).toContain('aliases are not allowed')
  })

  test('brackets nested a hundred thousand deep are a problem, not a crash', () => {
    expect(problemsOf(`name: ${'['.repeat(100_000)}`).length).toBeGreaterThan(0)
  })

  test('a map of many keys does not take minutes', () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n')
    const problems = problemsOf(keys)
    expect(problems.length).toBe(201)
    expect(problems.at(-1)).toMatch(/and \d+ more problems$/)
  })

  test('a token in the wrong place is not repeated in the problem', () => {
    const problems = problemsOf('name: a\neffect: xoxb-1-secret\n').join('\n')
    expect(problems).not.toContain('secret')
    expect(problems).toContain('belongs into the environment')
  })
})

test('editors get a draft-7 schema of what may be written', () => {
  expect(jsonSchema(Schema)).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    additionalProperties: false,
    required: ['name'],
  })
})
