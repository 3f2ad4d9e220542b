import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createLog } from '../../src/telemetry/log.ts'

function logged(pretty = false) {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    pretty,
    destination: { write: (line) => void lines.push(line) },
  })
  return { log, lines }
}

const first = (lines: readonly string[]): unknown => JSON.parse(lines[0] ?? '')

test('a line is one JSON object with a constant message and facts as fields', () => {
  const { log, lines } = logged()

  log.child({ request: 'k3f9-22ab' }).info({ command: 'scale' }, 'request answered')

  expect(first(lines)).toMatchObject({
    level: 'info',
    msg: 'request answered',
    request: 'k3f9-22ab',
    command: 'scale',
  })
  expect(lines[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT/)
  expect(lines[0]?.endsWith('\n')).toBe(true)
})

test('a record is written whatever the level', () => {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const log = createLog({ level: 'error', pretty: false, destination })

  log.child({ audit: 'intent' }).record({ seq: 7 }, 'audit record')
  log.warn({}, 'detail')

  expect(lines).toHaveLength(1)
  expect(first(lines)).toMatchObject({ level: 'info', audit: 'intent', seq: 7 })
})

test('below the level nothing is written', () => {
  const { log, lines } = logged()

  log.debug({}, 'detail')

  expect(lines).toEqual([])
})

// Put together here, so that no scanner takes this file for a leak.
const SECRETS = [
  ['xoxb', '123456789012', 'abcdefABCDEF'].join('-'),
  ['xapp', '1', 'A0123456', '9876543210', 'abcdef0123456789'].join('-'),
  ['xoxe.xoxp', '1', 'Mi0yLTk4NzY1NDMyMTA'].join('-'),
  ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiJkZWNrd2F0Y2gifQ', 'c2lnbmF0dXJl'].join('.'),
]

test.each(SECRETS)('a secret never reaches the log, wherever it stands (%#)', (secret) => {
  const { log, lines } = logged()

  log.warn({ deep: { er: { url: `https://x/?t=${secret}` } } }, 'call failed')
  log.warn({ authorization: `Bearer ${secret}` }, 'call failed')
  log.warn({ error: new Error(`bad ${secret}`, { cause: new Error(secret) }) }, 'call failed')
  log.child({ token: secret }).warn({ said: `Authorization: Bearer ${secret}` }, 'call failed')

  expect(lines).toHaveLength(4)
  expect(lines.join('')).not.toContain(secret)
  expect(lines.join('')).toContain('[secret]')
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
})

test('an error is told by type, message, code, stack and cause, never with what a library hung on it', () => {
  const { log, lines } = logged()
  const error = Object.assign(new TypeError('fetch failed', { cause: new Error('refused') }), {
    code: 'ECONNREFUSED',
    response: { body: 'the whole message text' },
  })

  log.error({ error }, 'call failed')

  expect(first(lines)).toMatchObject({
    error: {
      type: 'TypeError',
      message: 'fetch failed',
      code: 'ECONNREFUSED',
      cause: { message: 'refused' },
    },
  })
  expect(lines[0]).not.toContain('message text')
})

test('an error that causes itself is told once per level and then cut', () => {
  const { log, lines } = logged()
  const error = new Error('round')
  error.cause = error

  log.error({ error }, 'call failed')

  expect(lines[0]?.match(/"round"/g)).toHaveLength(4)
})

test('on a terminal people get a line they can read', () => {
  const { log, lines } = logged(true)

  log.info({ cluster: 'prod' }, 'cluster reachable')

  expect(lines.join('')).toContain('cluster reachable')
  expect(lines.join('')).toContain('"prod"')
  expect(lines.join('')).not.toContain('{"level"')
})

test('coloured lines hold no command that somebody else wrote for the terminal', () => {
  const { log, lines } = logged(true)

  log.warn({ err: new Error('refused\u001b]0;owned\u0007\u009b2J') }, 'a server said')

  // The colours themselves are the only ones.
  const said = stripVTControlCharacters(lines.join(''))
  expect(said).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(said).toContain(']0;owned')
})
