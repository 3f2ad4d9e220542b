import { expect, test } from 'vitest'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeWatching } from '../../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, loner, words } from '../../support/incident-stage.ts'
import { memoryIncidents } from '../../support/memory-incidents.ts'

const MINUTE = 60_000
const settings = {
  routes: [
    {
      name: 'shop',
      channel: 'CSHOP',
      escalate: [
        { after: 10 * MINUTE, users: ['U1'] },
        { after: 30 * MINUTE, groups: ['S1'], channel: 'CLEADS' },
      ],
    },
  ],
}

type Stage = Awaited<ReturnType<typeof incidentStage>>
const called = ({ book }: Pick<Stage, 'book'>) =>
  [...book.deliveries.values()].filter(({ key }) => key.includes('/escalation'))

async function broken(more: Partial<Parameters<typeof incidentStage>[0]> = {}) {
  const stage = await incidentStage({ settings, ...more })
  await stage.watching.set(loner('web', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  return stage
}

/** Somebody said that they look after it. */
async function acknowledge({ book, ledger, engine, clock }: Stage) {
  const [incident] = book.all()
  if (!incident) throw new Error('there is no incident')
  const by = { userId: 'U9', teamId: 'T1', name: 'Anna', user: 'anna' }
  const next = { ...incident, ack: { by, at: clock.now().toISOString() } }
  await ledger.commit({
    incidents: [{ expected: incident.version, next }],
    deliveries: [],
  })
  engine.wake()
}

test('what nobody acknowledges calls people in its thread, step by step, each once', async () => {
  const stage = await broken()
  await stage.clock.advance(9 * MINUTE)
  expect(called(stage)).toEqual([])

  await stage.clock.advance(2 * MINUTE)
  const [id] = stage.book.all().map((incident) => incident.id)
  expect(called(stage).map(({ to, view }) => [to, words(view)])).toEqual([
    [
      { threadOf: `incident/${id}/card` },
      expect.stringContaining('Nobody has acknowledged this for 10 min. @U1'),
    ],
  ])
  expect(called(stage)[0]?.view.title).toContainEqual({ user: 'U1' })

  await stage.clock.advance(3 * 60 * MINUTE)
  expect(called(stage)).toHaveLength(3)
  const [, , elsewhere] = called(stage)
  expect(elsewhere?.to).toMatchObject({ channelId: 'CLEADS' })
  expect(words(elsewhere?.view)).toContain('deployment/web in shop crashes (exit 1)')
  expect(words(elsewhere?.view)).toContain('Nobody has acknowledged it for 30 min. @S1')
  expect(stage.book.told.filter(({ key }) => key.includes('/escalation'))).toHaveLength(3)
})

test('who acknowledges it ends that, and the other channel is told who it was', async () => {
  const stage = await broken()
  await stage.clock.advance(31 * MINUTE)
  expect(called(stage)).toHaveLength(3)

  await stage.watching.set(loner('web'))
  await stage.clock.advance(CLEAR_MS + MINUTE)

  expect(words(called(stage)[2]?.view)).toContain('is fine again')
  expect(called(stage)).toHaveLength(3)
})

test('acknowledged in time, nobody is called; when it begins again, they are', async () => {
  const stage = await broken()
  await acknowledge(stage)
  await stage.clock.advance(60 * MINUTE)
  expect(called(stage)).toEqual([])

  await stage.watching.set(loner('web'))
  await stage.clock.advance(CLEAR_MS + MINUTE)
  await stage.watching.set(loner('web', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 9 * MINUTE)
  expect(called(stage)).toEqual([])
  await stage.clock.advance(2 * MINUTE)
  expect(called(stage)).toHaveLength(1)
})

test('a restart neither repeats a call nor forgets one', async () => {
  const clock = fakeClock()
  const book = memoryIncidents()
  const stage = await broken({ clock, book })
  await clock.advance(11 * MINUTE)
  await stage.stop()

  const watching = fakeWatching()
  await watching.set(loner('web', 'exit 1'))
  await incidentStage({ settings, clock, book, watching })
  await clock.advance(5 * MINUTE)
  expect(book.told.filter(({ key }) => key.includes('/escalation'))).toHaveLength(1)

  await clock.advance(16 * MINUTE)
  expect(called({ book })).toHaveLength(3)
})

test('quiet hours put it off', async () => {
  const windows = [{ zone: 'UTC', from: '10:05', to: '11:00' }]
  const [route] = settings.routes
  const quiet = {
    quietHours: { q: { windows, breaksThrough: 'critical' as const } },
    routes: route ? [{ ...route, quiet: 'q' }] : [],
  }
  const stage = await broken({ settings: quiet })
  await stage.clock.advance(58 * MINUTE)
  expect(called(stage)).toEqual([])

  await stage.clock.advance(3 * MINUTE)
  expect(called(stage)).toHaveLength(3)
})

test('a storm calls people once, in the thread of its digest', async () => {
  const stage = await incidentStage({ settings })
  for (let i = 0; i < 30; i++) await stage.watching.set(loner(`app-${i}`, 'exit 1'))
  await stage.clock.advance(HOLD_MS + 45 * MINUTE)

  expect(called(stage)).toHaveLength(3)
  expect(words(called(stage)[0]?.view)).toContain(
    'Nobody has acknowledged 30 incidents that were told together. @U1',
  )
})
