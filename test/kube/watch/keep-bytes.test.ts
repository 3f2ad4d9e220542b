import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKeepBytes } from '../../../src/kube/watch/keep-bytes.ts'
import { createKeepValue } from '../../../src/kube/watch/keep-value.ts'
import { isRecord, type PathTree, pathTree } from '../../../src/kube/watch/path-tree.ts'

/** What is kept, said as plainly as it can be. */
function prune(value: unknown, tree: PathTree): unknown {
  if (tree === true || tree === 'hashed') return value
  if (Array.isArray(value)) return value.map((element: unknown) => prune(element, tree) ?? {})
  if (!isRecord(value)) return undefined
  const parts = tree.flatMap(({ key, below }) => {
    const part = Object.hasOwn(value, key) && value[key] !== null && prune(value[key], below)
    return part === false && value[key] !== false ? [] : [[key, part] as const]
  })
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined))
}

const PATHS = ['a', 'b.c', 'b.a', 'c.a.b', 'ключ.a']
const TREE = pathTree(PATHS)
const keepBytes = createKeepBytes(TREE)
const keepValue = createKeepValue((text) => text)

/** As it is done: cut the bytes, parse the rest, keep of that what is named. */
function kept(text: string, before?: unknown): unknown {
  const bytes = Buffer.from(text)
  const size = keepBytes(bytes)
  return size < 0 ? 'no JSON' : keepValue(JSON.parse(bytes.toString('utf8', 0, size)), before, TREE)
}

/** None that must be escaped: V8 13.6 itself takes one such key for another of its length now and then. */
const key = fc
  .oneof(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'd',
      'ключ',
      'managedFields',
      '__proto__',
      '',
      'ab',
      '],',
      ']},',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  .filter((name) => JSON.stringify(name).length === name.length + 2)
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', '{"a":1}', ']}', ',"a":[', '\u2028', '\ud800'),
  fc.constantFrom('],', ']},', '],"a', ']},"a":1', '[', ']'),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('json')), { maxLength: 6 }).map((pairs) => new Members(pairs)),
  ),
}))

/** An object that may name a key twice, as JSON can. */
class Members {
  readonly pairs: readonly (readonly [string, unknown])[]
  constructor(pairs: readonly (readonly [string, unknown])[]) {
    this.pairs = pairs
  }
}

/** As it would be understood from the wire. */
const parse = (text: string): unknown => JSON.parse(Buffer.from(text).toString())

type Style = { readonly space: string; readonly escape: boolean }

/** JSON as somebody else would write it: with white space, and with keys in escapes. */
function write(value: unknown, style: Style): string {
  const { space, escape } = style
  const between = `${space},${space}`
  if (Array.isArray(value))
    return `[${space}${value.map((one) => write(one, style)).join(between)}${space}]`
  if (!(value instanceof Members)) return JSON.stringify(value)
  const members = value.pairs.map(
    ([name, one]) => `${writeKey(name, escape)}${space}:${space}${write(one, style)}`,
  )
  return `{${space}${members.join(between)}${space}}`
}

const writeKey = (name: string, escape: boolean) =>
  escape && /^[a-z]+$/.test(name)
    ? `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}"`
    : JSON.stringify(name)

const style = fc.record({
  space: fc.constantFrom('', '', ' ', '\n\t\r '),
  escape: fc.boolean(),
})
const RUNS = { numRuns: 2000 }

test('what is kept of any JSON is what is kept of it parsed whole', () => {
  fc.assert(
    fc.property(json, style, (value, how) => {
      const text = write(value, how)

      expect(kept(text)).toEqual(prune(parse(text), TREE))
    }),
    RUNS,
  )
})

test('and with any older version to share with it is the same', () => {
  fc.assert(
    fc.property(json, json, fc.boolean(), (value, other, isSame) => {
      const text = write(value, { space: '', escape: false })
      const old = isSame ? text : write(other, { space: '', escape: false })
      const before = kept(old)

      const found = kept(text, before)

      expect(found).toEqual(prune(parse(text), TREE))
      return !isSame || found === before
    }),
    RUNS,
  )
})

test('what was cut off anywhere is refused', () => {
  fc.assert(
    fc.property(json, fc.nat(), (value, at) => {
      const text = write(new Members([['d', value]]), { space: '', escape: false })

      expect(kept(text.slice(0, at % text.length))).toBe('no JSON')
    }),
  )
})

/** `undefined`: refused. */
function orRefused(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}

test('a byte that was damaged changes nothing but what it is part of', () => {
  fc.assert(
    fc.property(json, fc.nat(), fc.constantFrom('', '"', '{', '}', ',', 'x'), (value, at, put) => {
      const text = write(new Members([['a', value]]), { space: '', escape: false })
      const from = at % text.length
      const damaged = text.slice(0, from) + put + text.slice(from + 1)
      const whole = orRefused(() => ({ json: parse(damaged) }))
      const expected = isRecord(whole) ? prune(whole['json'], TREE) : undefined
      const found = orRefused(() => kept(damaged))

      // What is cut is not read: only there it may be damaged unseen.
      expect(isRecord(whole) ? found : undefined).toEqual(expected)
    }),
    RUNS,
  )
})

test.each([
  '',
  ' ',
  '{',
  '}',
  '[1,]',
  '{"a":1,}',
  '{"a"}',
  '{"a":}',
  '{,}',
  '{"a":1}x',
  '<html>',
  '\u0000{}',
])('no JSON: %j', (text) => {
  expect(() => {
    if (kept(text) === 'no JSON') throw new SyntaxError()
  }).toThrow(SyntaxError)
})

test.each([
  ['a bracket in a text', '{"d":["],","x"],"a":1}', '{"a":1}'],
  ['a bracket that ends a text', '{"d":[{"x":"]}","y":"],"},"z"],"a":1}', '{"a":1}'],
  ['what looks like the end in a text', '{"d":[{"x":"]},\\"b\\":1"}],"a":1}', '{"a":1}'],
  ['a list in the list', '{"d":[[1],{"x":[]}],"a":1}', '{"a":1}'],
  ['a list that ends its object', '{"d":{"x":[{"y":1}]},"a":1}', '{"a":1}'],
  ['no key behind it', '{"a":1,"d":[{"y":1}]}', '{"a":1}'],
  ['white space behind it', '{"d":[1] , "a":1}', '{"a":1}'],
])('a list is passed over to its own end: %s', (_, text, left) => {
  const bytes = Buffer.from(text)

  expect(bytes.toString('utf8', 0, keepBytes(bytes))).toBe(left)
})

test('members that nobody wants are gone before anything is parsed', () => {
  const bytes = Buffer.from(
    '{"d":{"a":[1,"]}"]},"a":1,"managedFields":[{"b":2}],"b":{"x":"\\"","c":3}}',
  )

  expect(bytes.toString('utf8', 0, keepBytes(bytes))).toBe('{"a":1,"b":{"c":3}}')
})

test('a list in a list in a list, very deep, is kept whole and ends', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  const bytes = Buffer.from(`{"d":${deep},"b":[${deep}]}`)

  expect(keepBytes(bytes)).toBe(6 + 200_002)
})
