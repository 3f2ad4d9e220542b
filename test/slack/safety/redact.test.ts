import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { clean } from '../../../src/slack/safety/clean.ts'
import { REDACTED, redact } from '../../../src/slack/safety/redact.ts'
import { innocentLines } from '../../fixtures/innocent-lines.ts'
import { leaks } from '../../fixtures/secrets.ts'
import { processorTime } from '../../support/processor-time.ts'

test('the corpus holds at least 200 different secrets and 200 different innocent lines', () => {
  expect(new Set(leaks.map(({ secret }) => secret)).size).toBeGreaterThanOrEqual(200)
  expect(new Set(innocentLines).size).toBeGreaterThanOrEqual(200)
})

test('A11: no secret of the corpus is left in its line', () => {
  const leaked = leaks.filter(({ secret, text }) => redact(clean(text)).text.includes(secret))

  expect(leaked).toEqual([])
})

test('A11: nor is any in its base64 form', () => {
  const leaked = leaks.filter(({ secret, text }) => {
    const encoded = Buffer.from(secret).toString('base64').replace(/=+$/u, '').slice(4, 20)
    return redact(clean(text)).text.includes(encoded)
  })

  expect(leaked).toEqual([])
})

test('innocent lines stay as they are', () => {
  const changed = innocentLines.filter((line) => redact(line).text !== line)

  expect(changed.map((line) => redact(line).text)).toEqual([])
})

test('each hidden value is counted', () => {
  expect(redact('PASSWORD=abc TOKEN=zzz111zzz user=bob')).toEqual({
    text: `PASSWORD=${REDACTED} TOKEN=${REDACTED} user=bob`,
    count: 2,
  })
})

test('redacting twice changes nothing', () => {
  for (const { text } of leaks) {
    const once = redact(text).text
    expect(redact(once)).toEqual({ text: once, count: 0 })
  }
})

test('redacting any mixture twice changes nothing', () => {
  const piece = oneof(
    string({ maxLength: 20 }),
    constantFrom(...leaks.map(({ text }) => text)),
    constantFrom(' ', '\n', '"', 'password=', 'token: ', '://', '@', '\\', '{', '}'),
  )
  assert(
    property(array(piece, { maxLength: 8 }), (pieces) => {
      const once = redact(pieces.join('')).text
      expect(redact(once).text).toBe(once)
    }),
  )
})

const PATHOLOGICAL = [
  ' ',
  'a',
  '\n',
  '\\',
  '"',
  'eyJ',
  ' eyJaaaaaaaa.',
  'password=',
  'password: ',
  'password="',
  'password: |\n  a\n',
  '--password x ',
  '://a:',
  '://a:b@',
  'Authorization: ',
  '-----BEGIN PRIVATE KEY-----',
  '"data":{',
  '$6$',
  'login a ',
  '1234567890:',
]

test('1 MB of an ordinary log is redacted within the budget', () => {
  const log =
    'INFO web-7d9c5b6f4-x2x4k handler: GET /api/v1/items/17 200 12ms user=bob@example.com\n'
  const text = log.repeat(1_000_000 / log.length)
  redact(text)

  // The budget is 50 ms on an idle machine; one that runs other tests has slower caches.
  expect(processorTime(() => redact(text))).toBeLessThan(150)
})

test.each(PATHOLOGICAL)('A14: 400 kB of %j take no time worth the name', (piece) => {
  const text = `kind: Secret\n${piece.repeat(400_000 / piece.length)}`

  // Anything quadratic would take minutes.
  expect(processorTime(() => redact(text))).toBeLessThan(1_500)
})
