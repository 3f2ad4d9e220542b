import { expect, test } from 'vitest'
import { keepConnected } from '../../../src/slack/socket/slot.ts'
import type { Connection } from '../../../src/slack/socket/connection.ts'
import { SlackFailure } from '../../../src/slack/web/failure.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'
import { noMeter } from '../../../src/core/meter.ts'

type Opened = Connection & { readonly end: (reason: string) => void; retiredAt?: number }

function slot(results: (Error | 'ok')[] = []) {
  const clock = fakeClock()
  const opened: Opened[] = []
  const attempts: number[] = []
  const states: (string | undefined)[] = []
  const stopping = new AbortController()
  const open = async (): Promise<Connection> => {
    attempts.push(clock.monotonic())
    const result = results.shift() ?? 'ok'
    if (result !== 'ok') throw result
    const { promise, resolve } = Promise.withResolvers<string>()
    const connection: Opened = {
      ending: promise,
      end: resolve,
      isOpen: () => true,
      retire: async () => {
        connection.retiredAt = clock.monotonic()
      },
    }
    opened.push(connection)
    return connection
  }
  const done = keepConnected(
    {
      open,
      clock,
      meter: noMeter,
      log: fakeLog(),
      onState: (why) => void states.push(why),
      onFatal: () => false,
      random: () => 0.5,
    },
    stopping.signal,
  )
  return { clock, opened, attempts, states, done, stop: () => stopping.abort() }
}

const refused = (reason: string) =>
  new SlackFailure({ kind: 'refused', method: 'apps.connections.open', reason })
const limited = (retryAfter: number) =>
  new SlackFailure({ kind: 'limited', method: 'apps.connections.open', reason: 'x', retryAfter })

test.each(['refresh_requested', 'warning'])(
  'S1, S2: at %s the next connection is open before the old one closes',
  async (reason) => {
    const { clock, opened, attempts } = slot()
    await clock.advance(0)
    expect(opened).toHaveLength(1)
    opened[0]?.end(reason)
    await clock.advance(0)

    expect(attempts).toEqual([0, 0])
    expect(opened).toHaveLength(2)
    expect(opened[0]?.retiredAt).toBe(0)
  },
)

test('S3: too many connections: the next attempt comes after 30 s at the earliest', async () => {
  const { clock, opened, attempts } = slot()
  await clock.advance(0)
  opened[0]?.end('too_many_websockets')
  await clock.advance(29_000)
  expect(attempts).toHaveLength(1)
  await clock.advance(40_000)

  expect(attempts).toHaveLength(2)
})

test('S4: Socket Mode switched off: said, and tried again slowly', async () => {
  const { clock, opened, attempts, states } = slot()
  await clock.advance(0)
  opened[0]?.end('link_disabled')
  await clock.advance(59_000)

  expect(attempts).toHaveLength(1)
  expect(states.at(-1)).toContain('switched off')
})

test('S5, S7: failures are tried again ever later, at most a minute apart, without end', async () => {
  const failures = Array.from({ length: 20 }, () => new Error('503'))
  const { clock, attempts, opened } = slot(failures)
  await clock.advance(20 * 60_000)

  const gaps = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000)
  expect(gaps[0]).toBeLessThan(1_000)
  expect(gaps.at(-1)).toBeGreaterThan(20_000)
  expect(opened).toHaveLength(1)
})

test('S5: Retry-After is honoured', async () => {
  const { clock, attempts } = slot([limited(45)])
  await clock.advance(44_000)
  expect(attempts).toHaveLength(1)
  await clock.advance(2_000)

  expect(attempts).toHaveLength(2)
})

test('S6: a token refused at run time is said and tried again slowly', async () => {
  const { clock, attempts, states } = slot([refused('invalid_auth'), refused('invalid_auth')])
  await clock.advance(61_000)

  expect(attempts).toHaveLength(2)
  expect(states).toEqual(Array(2).fill('Slack refuses the app token: invalid_auth'))
})

test('stopping closes the connection and ends the slot, also while it waits', async () => {
  const connected = slot()
  await connected.clock.advance(0)
  connected.stop()
  await connected.done
  expect(connected.opened[0]?.retiredAt).toBe(0)

  const waiting = slot([new Error('down')])
  await waiting.clock.advance(0)
  waiting.stop()
  await waiting.done
})
