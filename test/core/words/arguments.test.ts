import { assert, property, string } from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { readPair } from '../../../src/core/words/arguments/object-argument.ts'
import { objectArgument } from '../../../src/core/words/arguments/object-argument.ts'
import { durationFlag, replicasFlag } from '../../../src/core/words/arguments/amount-arguments.ts'
import { choiceFlag } from '../../../src/core/words/arguments/choice-flag.ts'
import { allNamespaces, namespace } from '../../../src/core/words/arguments/place-flags.ts'
import { selectionArgument } from '../../../src/core/words/arguments/selection-argument.ts'
import { readSelector } from '../../../src/core/words/arguments/selector-flag.ts'
import { type ArgsOf, optional } from '../../../src/core/words/parameters.ts'
import { parseArgs } from '../../../src/core/words/parse-args.ts'
import { processorTime } from '../../support/processor-time.ts'

const parameters = {
  object: objectArgument('it'),
  more: optional(selectionArgument('them')),
  namespace,
  allNamespaces,
  output: choiceFlag(['wide', 'name'], 'how'),
  replicas: replicasFlag('how many'),
  since: durationFlag('since'),
} as const

test('the types of arguments follow from their declaration', () => {
  type Args = ArgsOf<typeof parameters>

  expectTypeOf<Args['object']>().toEqualTypeOf<{ readonly kind: string; readonly name: string }>()
  expectTypeOf<Args['namespace']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Args['allNamespaces']>().toEqualTypeOf<boolean>()
  expectTypeOf<Args['output']>().toEqualTypeOf<'wide' | 'name' | undefined>()
  expectTypeOf<Args['replicas']>().toEqualTypeOf<number | undefined>()
})

test('flags may stand anywhere', () => {
  const words = ['-n', 'shop', 'deploy', '--since=1h30m', 'web', '-A', '--replicas', '3']

  expect(parseArgs({ name: 'x', parameters }, words)).toEqual({
    object: { kind: 'deploy', name: 'web' },
    more: undefined,
    namespace: 'shop',
    allNamespaces: true,
    output: undefined,
    replicas: 3,
    since: 5_400_000,
  })
})

describe('an object', () => {
  test.each([
    'a',
    'a/',
    '/b',
    'a/b/c',
    'deploy/../x',
    'deploy/a?b',
    'deploy/a%2f',
    'de ploy/web',
    '.a/b',
    'a./b',
  ])('is not %j', (word) => {
    expect(readPair(word).ok).toBe(false)
  })

  test('never leaves its path segment, whatever is typed', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const reading = readPair(typed)
        return !reading.ok || /^[A-Za-z0-9.-]+\/[A-Za-z0-9._:-]+$/.test(typed)
      }),
    )
  })
})

describe('a selector', () => {
  test.each([
    ['app=web', 'app=web'],
    ['app==web, tier!=db', 'app==web,tier!=db'],
    ['tier in (a, b),!old', 'tier in (a,b),!old'],
    ['app.kubernetes.io/name=web', 'app.kubernetes.io/name=web'],
    ['app', 'app'],
    ['app=', 'app='],
  ])('is %j', (typed, read) => {
    expect(readSelector(typed)).toEqual({ ok: true, value: read })
  })

  test.each([
    '',
    'a=b,',
    ',',
    'a=b=c',
    'a in ()x',
    'a in (b',
    'a>1',
    'a=b&limit=1',
    'a b',
    'a'.repeat(64),
    'x='.padEnd(1001, 'y'),
  ])('is not %j', (typed) => {
    expect(readSelector(typed).ok).toBe(false)
  })

  test('is judged quickly even when it is made to be slow', () => {
    const took = processorTime(() => {
      for (const part of ['a', 'a-', 'a.', 'a,', '(', 'a in (']) readSelector(part.repeat(160))
    })

    expect(took).toBeLessThan(200)
  })
})
