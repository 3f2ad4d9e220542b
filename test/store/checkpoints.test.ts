import { expect, onTestFinished, test } from 'vitest'
import { append } from '../../src/store/audit/chain.ts'
import { createCheckpoints } from '../../src/store/audit/checkpoints.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { createOutbox } from '../../src/store/deliveries/outbox.ts'
import { AuditSettings } from '../../src/store/settings.ts'
import { createStore } from '../../src/store/store.ts'
import { auditEntry } from '../support/audit-entry.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { noMeter } from '../../src/core/meter.ts'

const HOUR = 3_600_000

async function stage(answers: readonly (number | Error)[] = []) {
  const clock = fakeClock()
  const log = fakeLog()
  const path = `${temporaryFolder({})}/deckwatch.sqlite`
  const store = createStore({ engine: 'sqlite', path }, { clock, log })
  await store.service.start()
  onTestFinished(() => store.service.stop())
  const left = [...answers]
  const posted: unknown[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    posted.push(typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body)
    const answer = left.shift() ?? 200
    if (answer instanceof Error) throw answer
    return new Response(undefined, { status: answer })
  }
  const wanted = { every: HOUR, channel: 'C9', webhook: 'https://example.com/secret' }
  const ids = { short: () => 's', opaque: () => 'o' }
  const outbox = createOutbox(store, { clock, ids, log })
  const start = async () => {
    const service = createCheckpoints(store, wanted, { clock, log, meter: noMeter, fetch })
    await service.start()
    onTestFinished(() => service.stop())
  }
  await start()
  const write = () => store.use((db) => append(db, auditEntry()))
  return { clock, log, store, posted, outbox, write, start }
}

test('every so often the newest record’s place goes to the channel and the webhook, and proves the trail', async () => {
  const { clock, posted, outbox, write, store } = await stage()
  await write()
  const { seq, hash } = await write()
  await clock.advance(HOUR)

  expect(posted).toEqual([{ seq, hash, at: '2026-03-02T11:00:00.000Z' }])
  const [message] = await outbox.claim(9, 1000)
  expect(message).toMatchObject({ key: 'audit/checkpoint/2', to: { channelId: 'C9' } })
  expect(JSON.stringify(message?.view)).toContain(`${seq}:${hash}`)
  expect(await store.use((db) => verify(db, { seq, hash }))).toMatchObject({ holds: true })
})

test('nothing is sent while there is nothing new, and one of two processes sends', async () => {
  const { clock, posted, write, start } = await stage()
  await start()
  await clock.advance(HOUR)
  expect(posted).toEqual([])
  await write()
  await clock.advance(3 * HOUR)
  expect(posted).toHaveLength(1)
})

test('a webhook that fails is tried again, and then said loudly without its address', async () => {
  const { clock, posted, log, write } = await stage([500, new Error('reset'), 503, 500, 200])
  await write()
  await clock.advance(HOUR + 60_000)

  expect(posted).toHaveLength(4)
  const line = log.lines.find(({ message }) => message === 'audit checkpoint not sent')
  expect(line?.level).toBe('error')
  expect(JSON.stringify(line)).toContain('it answered 500')
  expect(JSON.stringify(log.lines)).not.toContain('secret')
  await write()
  await clock.advance(HOUR)
  expect(posted).toHaveLength(5)
})

test.each([
  [{ checkpoints: {} }, 'a channel or a webhook'],
  [{ checkpoints: { webhook: 'http://example.com' } }, 'Invalid URL'],
  [{ checkpoints: { channel: '#ops' } }, 'a channel id such as'],
  [{ checkpoints: { channel: 'C0123ABCD', every: '5s' } }, 'between 1m and 7d'],
])('%j is refused', (settings, words) => {
  expect(JSON.stringify(AuditSettings.safeParse(settings).error)).toContain(words)
})

test('without more words they go out every hour', () => {
  const settings = AuditSettings.parse({ checkpoints: { channel: 'C0123ABCD' } })
  expect(settings.checkpoints?.every).toBe(HOUR)
})
