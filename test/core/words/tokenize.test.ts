import { array, assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../../src/core/errors.ts'
import { tokenize } from '../../../src/core/words/tokenize.ts'

describe('words are split as people mean them', () => {
  test.each([
    ['scale deployment/web 5 -n shop', ['scale', 'deployment/web', '5', '-n', 'shop']],
    ['  get   pods  ', ['get', 'pods']],
    ['', []],
    ['logs web --grep "connection refused"', ['logs', 'web', '--grep', 'connection refused']],
    ["say 'it is $HOME `id`'", ['say', 'it is $HOME `id`']],
    ['a\\ b', ['a b']],
    ['--reason="sale at 18:00"', ['--reason=sale at 18:00']],
    ['say "a \\"quoted\\" word"', ['say', 'a "quoted" word']],
    [
      '#comment $(id) ; rm -rf / | cat && x > y',
      ['#comment', '$(id)', ';', 'rm', '-rf', '/', '|', 'cat', '&&', 'x', '>', 'y'],
    ],
  ])('%s', (typed, words) => {
    expect(tokenize(typed)).toEqual(words)
  })

  test('quotes and dashes that phones put in are understood', () => {
    expect(tokenize('scale web —replicas=3 –reason “my pod”')).toEqual([
      'scale',
      'web',
      '--replicas=3',
      '--reason',
      'my pod',
    ])
    expect(tokenize('get pods —n shop –A')).toEqual(['get', 'pods', '-n', 'shop', '-A'])
  })

  test('an apostrophe inside a word is not a quote', () => {
    expect(tokenize('don’t stop')).toEqual(['don’t', 'stop'])
  })

  test('a mention stays one word, blanks and all', () => {
    expect(tokenize('ask <@U123|bob smith> now')).toEqual(['ask', '<@U123|bob smith>', 'now'])
  })

  test('an open quote is an error that shows where', () => {
    expect(() => tokenize('logs "web')).toThrow(UsageError)
  })
})

const isUsageErrorOrNothing = (thrown: unknown) =>
  thrown === undefined || thrown instanceof UsageError

function whatIsThrown(run: () => unknown): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}

describe('for any text', () => {
  const quote = (word: string) => `"${word.replaceAll('\\', '\\\\').replaceAll(/["]/g, '\\"')}"`

  test('quoting and splitting gives the words back', () => {
    const word = string().filter((w) => !/[“”]/.test(w))
    assert(
      property(array(word), (words) => {
        expect(tokenize(words.map(quote).join(' '))).toEqual(words)
      }),
      { numRuns: 2000 },
    )
  })

  test('nothing but a UsageError is ever thrown', () => {
    assert(
      property(string({ unit: 'grapheme' }), (typed) => {
        expect(whatIsThrown(() => tokenize(typed))).toSatisfy(isUsageErrorOrNothing)
      }),
      { numRuns: 2000 },
    )
  })
})
