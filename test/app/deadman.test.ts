import { expect, test } from 'vitest'
import { buildDeadman } from '../../src/app/deadman.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { NotificationSettings } from '../../src/notify/settings.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'

const service = {
  name: 'x',
  start: async () => {},
  stop: async () => {},
  unready: () => undefined,
}

function build(url: string | undefined, more: object = { deadman: {} }) {
  const log = fakeLog()
  const settings = NotificationSettings.parse({ channel: 'C0123456789', ...more })
  const env = url === undefined ? {} : { DECKWATCH_DEADMAN_URL: url }
  const parts = { settings, env, clock: fakeClock(), log, store: service, slack: service }
  return { deadman: buildDeadman(parts), log }
}

test('without it in the configuration there is none, and an address that nobody uses is said', () => {
  expect(build(undefined, {}).deadman).toBeUndefined()
  const { deadman, log } = build('https://example.com/ping/s3cret', {})

  expect(deadman).toBeUndefined()
  expect(JSON.stringify(log.lines)).toContain('DECKWATCH_DEADMAN_URL is set')
  expect(JSON.stringify(log.lines)).not.toContain('s3cret')
})

test('its usual pace is a minute', () => {
  expect(build('https://example.com/ping').deadman?.state()).toEqual({ everyMs: 60_000 })
})

test.each([
  [undefined, 'is not set'],
  ['ftp://example.com/s3cret', 'is no http or https address'],
  ['s3cret', 'is no http or https address'],
  ['https://me:s3cret@example.com/', 'holds a user name'],
])('C2: the address %s is refused at the start, without being shown', (url, why) => {
  const refused = () => build(url)

  expect(refused).toThrow(ConfigError)
  expect(refused).toThrow(why)
  expect(refused).not.toThrow('s3cret')
})
