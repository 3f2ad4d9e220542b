import { expect, test } from 'vitest'
import { fakeClock } from '../../support/fake-clock.ts'
import {
  CLEAR_MS,
  HOLD_MS,
  incidentStage,
  loner,
  pod,
  words,
} from '../../support/incident-stage.ts'
import { memoryIncidents } from '../../support/memory-incidents.ts'
import { fakeWatching } from '../../support/fake-watching.ts'

const MINUTE = 60_000
/** It is ten when a test begins. */
const settings = {
  quietHours: {
    mornings: {
      windows: [{ zone: 'UTC', from: '09:00', to: '10:30' }],
      breaksThrough: 'critical' as const,
    },
  },
  routes: [{ name: 'shop', namespaces: ['shop'], channel: 'CSHOP', quiet: 'mornings' }],
}

type Stage = Awaited<ReturnType<typeof incidentStage>>
const keys = ({ book }: Pick<Stage, 'book'>) => [...book.deliveries.keys()]
const digest = ({ book }: Pick<Stage, 'book'>) =>
  words([...book.deliveries].find(([key]) => key.startsWith('digest/'))?.[1].view)

test('quiet hours keep back what is no worse than a warning; one digest tells of it afterwards', async () => {
  const stage = await incidentStage({ settings })
  for (const name of ['api', 'cart', 'web']) await stage.watching.set(loner(name, 'exit 1'))
  await stage.clock.advance(HOLD_MS + MINUTE)
  await stage.watching.set(loner('web'))
  await stage.clock.advance(25 * MINUTE)
  expect(stage.book.all().map(({ state }) => state)).toEqual(['open', 'open', 'resolved'])
  expect(stage.book.told).toEqual([])

  await stage.clock.advance(5 * MINUTE)

  expect(keys(stage)).toEqual([expect.stringMatching(/^digest\//)])
  expect(digest(stage)).toContain('attention: 3 new incidents since')
  expect(digest(stage)).toContain('2 open')
  expect(digest(stage)).toContain('1 are over or told elsewhere.')
  expect(digest(stage)).toMatch(/Kept back during quiet hours\.$/)

  for (const name of ['api', 'cart']) await stage.watching.set(loner(name))
  await stage.clock.advance(CLEAR_MS + MINUTE)
  expect(digest(stage)).toContain('resolved: 3 new incidents since')
  expect(keys(stage)).toHaveLength(1)
})

test('a single one has its own card afterwards, and what comes later is told at once', async () => {
  const stage = await incidentStage({ settings })
  await stage.watching.set(loner('web', 'exit 1'))
  await stage.clock.advance(31 * MINUTE)
  expect(keys(stage)).toEqual([expect.stringMatching(/^incident\/.*\/card$/)])

  await stage.watching.set(loner('api', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)
  expect(keys(stage)).toHaveLength(2)
})

test('what came and went is counted even when nothing is left', async () => {
  const stage = await incidentStage({ settings })
  await stage.watching.set(loner('web', 'exit 1'))
  await stage.clock.advance(HOLD_MS + MINUTE)
  await stage.watching.set(loner('web'))
  await stage.clock.advance(31 * MINUTE)

  expect(digest(stage)).toContain('resolved: 1 new incident since')
  expect(digest(stage)).toContain('all over')
})

test('what is critical breaks through, also when it becomes so', async () => {
  const stage = await incidentStage({ settings })
  await stage.watching.set(pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + MINUTE)
  expect(keys(stage)).toEqual([])

  await stage.watching.set(pod('web-1', 'badly'))
  await stage.clock.advance(1000)

  expect(keys(stage)).toEqual([expect.stringMatching(/^incident\/.*\/card$/)])
})

test('a restart forgets neither what waits nor what came and went long ago', async () => {
  const clock = fakeClock('2026-03-02T09:10:00Z')
  const book = memoryIncidents()
  const before = await incidentStage({ settings, clock, book })
  await before.watching.set(loner('web', 'exit 1'))
  await before.watching.set(loner('api', 'exit 1'))
  await clock.advance(HOLD_MS + MINUTE)
  await before.watching.set(loner('web'))
  await clock.advance(60 * MINUTE)
  await before.stop()

  const watching = fakeWatching()
  await watching.set(loner('api', 'exit 1'))
  const after = await incidentStage({ settings, clock, book, watching })
  await clock.advance(25 * MINUTE)

  expect(digest(after)).toContain('2 new incidents since')
  expect(digest(after)).toContain('1 open')
})

test('hundreds that waited are one digest, and told once', async () => {
  const stage = await incidentStage({ settings })
  for (let i = 0; i < 250; i++) await stage.watching.set(loner(`app-${i}`, 'exit 1'))
  await stage.clock.advance(32 * MINUTE)

  expect(keys(stage)).toHaveLength(1)
  expect(digest(stage)).toContain('250 new incidents since')
  const numbers = stage.book.all().map((incident) => incident.digest?.number)
  expect(new Set(numbers).size).toBe(250)
})
