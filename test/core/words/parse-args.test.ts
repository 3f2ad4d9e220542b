import { describe, expect, expectTypeOf, test } from 'vitest'
import { UsageError } from '../../../src/core/errors.ts'
import {
  optional,
  positional,
  read,
  misread,
  toggle,
  valueFlag,
  withShort,
} from '../../../src/core/words/parameters.ts'
import { parseArgs, parseWithCommon } from '../../../src/core/words/parse-args.ts'

const word = positional('WORD', 'any word', ([first = '']) => read(first))
const pair = positional('KIND NAME', 'two words', ([kind = '', name]) =>
  name === undefined ? misread('a name is missing') : { ...read({ kind, name }), used: 2 },
)
const command = {
  name: 'try',
  parameters: {
    object: pair,
    extra: optional(word),
    namespace: withShort(
      'n',
      valueFlag('NAMESPACE', 'where', (value) => read(value)),
    ),
    tail: valueFlag('LINES', 'how many', (value) =>
      /^\d+$/.test(value) ? read(Number(value)) : misread('not a number'),
    ),
    allNamespaces: toggle('everywhere', 'A'),
  },
} as const

const problem = (words: readonly string[]): UsageError => {
  try {
    parseArgs(command, words)
  } catch (error) {
    if (error instanceof UsageError) return error
  }
  throw new Error('no usage error')
}

describe('arguments are read as kubectl reads them', () => {
  const everything = {
    object: { kind: 'pod', name: 'web' },
    extra: undefined,
    namespace: 'shop',
    tail: 5,
    allNamespaces: true,
  }

  test.each([
    [['pod', 'web', '-n', 'shop', '--tail', '5', '-A']],
    [['-A', '-n', 'shop', '--tail=5', 'pod', 'web']],
    [['pod', '-nshop', 'web', '--all-namespaces', '--tail', '5']],
    [['-n=shop', 'pod', '--tail=5', '-A', 'web']],
    [['pod', '-n', 'wrong', 'web', '-n', 'shop', '--tail=5', '--all-namespaces=true']],
  ])('%j', (words) => {
    expect(parseArgs(command, words)).toEqual(everything)
  })

  test('what looks like a flag behind -- is a word', () => {
    expect(parseArgs(command, ['pod', 'web', '--', '-n'])).toMatchObject({
      extra: '-n',
      namespace: undefined,
    })
  })

  test('a negative number is a word, not a flag', () => {
    expect(parseArgs(command, ['pod', 'web', '-5'])).toMatchObject({ extra: '-5' })
  })

  test('the types of the arguments come from the declaration', () => {
    const args = parseArgs(command, ['pod', 'web'])
    expectTypeOf(args.object).toEqualTypeOf<{ kind: string; name: string }>()
    expectTypeOf(args.tail).toEqualTypeOf<number | undefined>()
    expectTypeOf(args.allNamespaces).toEqualTypeOf<boolean>()
  })

  test('flags that every command has are read beside its own, and stay out of its usage', () => {
    const { args, common } = parseWithCommon(command, ['pod', 'web', '--public'], {
      public: toggle('for all'),
    })
    expect([args.object.name, common.public]).toEqual(['web', true])
    expect(problem(['pod']).usage).not.toContain('public')
  })
})

describe('a mistake is told with what would be right', () => {
  test.each([
    [['pod', 'web', '--namespcae', 'x'], 'unknown-flag', ['--namespace']],
    [['pod', 'web', '--tial=5'], 'unknown-flag', ['--tail']],
    [['pod', 'web', '-x'], 'unknown-flag', []],
    [['pod', 'web', '--tail'], 'missing-value', []],
    [['pod', 'web', '--tail=many'], 'bad-flag', []],
    [['pod', 'web', '-A=no'], 'bad-flag', []],
    [[], 'missing-argument', []],
    [['pod'], 'bad-argument', []],
    [['pod', 'web', 'one', 'two'], 'unexpected-word', []],
  ])('%j is %s', (words, code, suggestions) => {
    const error = problem(words)
    expect(error.code).toBe(code)
    expect(error.suggestions).toEqual(suggestions)
    expect(error.usage).toBe('try KIND NAME [WORD] [-n NAMESPACE] [--tail LINES] [-A]')
  })

  test('a flag named like something of every object is unknown, not found', () => {
    expect(problem(['pod', 'web', '--__proto__=x']).code).toBe('unknown-flag')
    expect(problem(['pod', 'web', '--constructor', 'x']).code).toBe('unknown-flag')
    expect(problem(['pod', 'web', '-undefined', 'x']).code).toBe('unknown-flag')
  })
})
