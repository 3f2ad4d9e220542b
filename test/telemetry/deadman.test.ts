import { createServer, type IncomingMessage } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createDeadman } from '../../src/telemetry/deadman.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { until } from '../support/patience.ts'

const MINUTE = 60_000

/** Somebody who is pinged, over real HTTP, by a bot whose clock stands still. */
async function alarm({ path = '/ping/s3cret' }: { readonly path?: string } = {}) {
  const asked: string[] = []
  const other = { status: 200, hangs: false, unwell: undefined as string | undefined }
  let taken = () => {}
  const server = createServer((request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url}`)
    taken()
    if (!other.hangs) response.writeHead(other.status, { location: '/elsewhere' }).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const clock = fakeClock()
  const log = fakeLog()
  const url = `http://127.0.0.1:${port}${path}`
  const deadman = createDeadman({
    url,
    method: 'GET',
    everyMs: MINUTE,
    unwell: () => other.unwell,
    clock,
    log,
  })
  await deadman.start()
  onTestFinished(async () => {
    await deadman.stop()
    server.closeAllConnections()
    server.close()
  })
  /** Time goes on, and what was sent has its answer. */
  const pass = async (ms: number) => {
    const before = deadman.state()
    await clock.advance(ms)
    await until(() => deadman.state() !== before)
    // Then it waits again.
    await until(() => clock.pending() > 0)
  }
  const arrival = () => new Promise<void>((resolve) => (taken = resolve))
  return { asked, other, clock, log, deadman, pass, arrival, server, url }
}

test('the other side is pinged again and again while all is well', async () => {
  const { asked, pass, deadman, clock } = await alarm()

  await pass(10_000)
  await pass(MINUTE)
  await pass(MINUTE)

  expect(asked).toEqual(Array.from({ length: 3 }, () => 'GET /ping/s3cret'))
  expect(deadman.state()).toEqual({ everyMs: MINUTE, pingedAt: clock.now() })
})

test('while something that matters is wrong it is let go, and taken up when all is well again', async () => {
  const { asked, other, pass, deadman } = await alarm()
  await pass(10_000)
  other.unwell = 'the store cannot be written'
  await pass(MINUTE)

  expect(asked).toHaveLength(1)
  expect(deadman.state()).toMatchObject({ letGo: 'the store cannot be written' })
  other.unwell = undefined
  await pass(MINUTE)
  expect(asked).toHaveLength(2)
  expect(deadman.state()).not.toHaveProperty('letGo')
})

test.each([
  [500, 'it answers 500'],
  [302, 'it answers 302: give the address that it leads to'],
])(
  'an answer of %i is no ping that arrived, and nothing is followed elsewhere',
  async (code, why) => {
    const { asked, other, pass, deadman } = await alarm()
    other.status = code
    await pass(10_000)

    expect(deadman.state()).toMatchObject({ failure: why })
    expect(asked).toEqual(['GET /ping/s3cret'])
  },
)

test('one that never answers is given up after 10 s', async () => {
  const { other, pass, deadman, clock, arrival } = await alarm()
  other.hangs = true
  const arrived = arrival()
  await clock.advance(10_000)
  await arrived
  await pass(10_000)

  expect(deadman.state()).toMatchObject({ failure: 'no answer within 10 s' })
})

test('what goes wrong is logged once, and never with the address', async () => {
  const { pass, log, server, deadman } = await alarm()
  server.close()
  server.closeAllConnections()
  await pass(10_000)
  await pass(MINUTE)
  await pass(MINUTE)

  expect(deadman.state()).toMatchObject({ failure: 'it cannot be reached' })
  expect(log.lines).toHaveLength(1)
  expect(JSON.stringify(log.lines)).not.toMatch(/s3cret|127\.0\.0\.1/)
})
