import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fakeWatching } from '../support/fake-watching.ts'
import { CLEAR_MS, HOLD_MS, incidentStage, loner } from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { slackChannels } from '../support/slack-channel.ts'

const MINUTE = 60_000

type Options = Pick<NonNullable<Parameters<typeof incidentStage>[0]>, 'settings'>

/** The bot at a Slack that keeps up, and when each message was posted there. */
async function stormy(options: Options = {}) {
  const slack = slackChannels()
  const { clock, outbox, messages } = slack
  const book = memoryIncidents(outbox)
  const wrong = new Map<string, string | undefined>()
  let stage = await incidentStage({ ...options, clock, book })
  slack.process()
  const posted: number[] = []
  slack.world.mood = (method, { thread_ts: thread }) => {
    if (method === 'chat.postMessage' && thread === undefined) posted.push(clock.monotonic())
    return undefined
  }
  const become = async (name: string, how: string | undefined) => {
    wrong.set(name, how)
    await stage.watching.set(loner(name, how))
  }
  return {
    clock,
    book,
    posted,
    breaks: (name: string, how = 'exit 1') => become(name, how),
    mends: (name: string) => become(name, undefined),
    /** Another process at the same store, at the cluster as it is then. */
    restart: async () => {
      await stage.stop()
      const watching = fakeWatching()
      for (const [name, how] of wrong) await watching.set(loner(name, how))
      stage = await incidentStage({ ...options, clock, book, watching })
    },
    top: () =>
      [...messages]
        .filter(([, { thread }]) => thread === undefined)
        .map(([place, { text }]) => `${place.split('/')[0]}: ${String(text)}`),
  }
}

type Storm = Awaited<ReturnType<typeof stormy>>

/** One new incident after each of these pauses, in seconds. */
async function trickle({ clock, breaks }: Storm, pauses: readonly number[], from = 0) {
  for (const [i, pause] of pauses.entries()) {
    await breaks(`app-${from + i}`)
    await clock.advance(pause * 1000)
  }
}

const times = (n: number, ...pattern: readonly number[]) =>
  Array.from({ length: n }, (_, i) => pattern[i % pattern.length] ?? 0)

const digests = ({ top }: Storm) => top().filter((said) => said.includes('new incidents'))

describe('a slow storm', () => {
  test.each([
    ['one every 2 s', times(300, 2)],
    ['one every 10 s', times(60, 10)],
    ['one every 25 s', times(40, 25)],
    ['one every 29 s', times(40, 29)],
    ['now faster, now slower', times(60, 5, 40, 10, 45, 25)],
    ['three at once every 75 s', times(60, 0, 0, 75)],
  ])('%s is ten messages in all, with a restart in the middle', async (_, pauses) => {
    const storm = await stormy()
    const half = pauses.length / 2
    await trickle(storm, pauses.slice(0, half))
    await storm.restart()
    await trickle(storm, pauses.slice(half), half)
    await storm.clock.advance(HOLD_MS + MINUTE)

    expect(storm.posted).toHaveLength(10)
    expect(digests(storm)).toHaveLength(1)
    const inDigest = pauses.length - 9
    expect(digests(storm)[0]).toContain(`${inDigest} new incidents`)
    expect(digests(storm)[0]).toContain(`${inDigest} open`)
  })

  test('that a restart meets just before the eleventh is ten messages', async () => {
    const storm = await stormy()
    await trickle(storm, times(10, 25))
    await storm.restart()
    await trickle(storm, times(10, 25), 10)

    expect(storm.posted).toHaveLength(10)
    expect(digests(storm)).toHaveLength(1)
  })

  test('ten are not too many: each has its message', async () => {
    const storm = await stormy()
    await trickle(storm, times(10, 20))
    await storm.clock.advance(HOLD_MS + 10 * MINUTE)

    expect(storm.top()).toHaveLength(10)
    expect(digests(storm)).toEqual([])
  })

  test('with the eleventh the newest message becomes the digest of both, at once', async () => {
    const storm = await stormy()
    await trickle(storm, times(11, 20))
    await storm.clock.advance(2000)

    expect(storm.top()).toHaveLength(10)
    expect(storm.top()[9]).toContain('2 new incidents since')
    expect(storm.top()[8]).toContain('deployment/app-8 in shop crashes')
  })

  test('is over when no more than five come in five minutes: then each has its message again', async () => {
    const storm = await stormy()
    await trickle(storm, times(20, 20))
    await storm.clock.advance(HOLD_MS + 5 * MINUTE)
    await trickle(storm, times(3, 60), 100)
    await storm.clock.advance(HOLD_MS)

    expect(storm.posted).toHaveLength(13)
    expect(storm.top()[12]).toContain('deployment/app-102 in shop crashes')
  })

  test('what became the digest ends and comes again in it', async () => {
    const storm = await stormy()
    await trickle(storm, times(12, 20))
    await storm.clock.advance(HOLD_MS)
    for (let i = 0; i < 12; i++) await storm.mends(`app-${i}`)
    await storm.clock.advance(CLEAR_MS + 3 * MINUTE)
    expect(storm.top()[9]).toMatch(/3 new incidents.*all over/)

    await storm.breaks('app-9')
    await storm.clock.advance(HOLD_MS + 3 * MINUTE)
    expect(storm.posted).toHaveLength(10)
    expect(storm.top()[9]).toMatch(/3 new incidents.*1 open/)
  })

  test('of what flaps on the message that it has makes nothing new a digest', async () => {
    const storm = await stormy()
    await trickle(storm, times(10, 60))
    for (let i = 0; i < 10; i++) await storm.mends(`app-${i}`)
    await storm.clock.advance(CLEAR_MS + 5 * MINUTE)
    for (let i = 0; i < 10; i++) await storm.breaks(`app-${i}`)
    await storm.clock.advance(HOLD_MS + MINUTE)
    await storm.breaks('fresh')
    await storm.clock.advance(HOLD_MS + MINUTE)

    expect(storm.top()).toHaveLength(11)
    expect(digests(storm)).toEqual([])
  })

  test('of what gets worse, one after the other, is ten messages in the channel that hears of it then', async () => {
    const storm = await stormy({
      settings: { routes: [{ severities: ['critical'], channel: 'CONCALL' }] },
    })
    for (let i = 0; i < 20; i++) await storm.breaks(`app-${i}`)
    await storm.clock.advance(HOLD_MS + 30 * MINUTE)
    for (let i = 0; i < 20; i++) {
      await storm.breaks(`app-${i}`, 'badly')
      await storm.clock.advance(20_000)
    }
    await storm.clock.advance(MINUTE)

    const there = storm.top().filter((said) => said.startsWith('CONCALL'))
    expect(there).toHaveLength(10)
    expect(there[9]).toContain('11 new incidents')
  })
})

test('when quiet hours are over just after ten messages broke through, the newest tells also what was kept back', async () => {
  const storm = await stormy({
    settings: {
      quietHours: {
        mornings: {
          windows: [{ zone: 'UTC', from: '09:00', to: '10:05' }],
          breaksThrough: 'critical',
        },
      },
      routes: [{ name: 'all', channel: 'COPS', quiet: 'mornings' }],
    },
  })
  for (let i = 0; i < 3; i++) await storm.breaks(`mild-${i}`)
  await storm.clock.advance(2 * MINUTE)
  for (let i = 0; i < 10; i++) await storm.breaks(`app-${i}`, 'badly')
  await storm.clock.advance(5 * MINUTE)

  expect(storm.posted).toHaveLength(10)
  expect(storm.top()[9]).toContain('4 new incidents')
  expect(storm.top()[9]).toContain('some were kept back during quiet hours')
})

test('at whatever pace they come, a channel has no more than ten new messages in five minutes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 70 }), { minLength: 20, maxLength: 60 }),
      fc.nat({ max: 59 }),
      async (pauses, at) => {
        const storm = await stormy()
        await trickle(storm, pauses.slice(0, at))
        await storm.restart()
        await trickle(storm, pauses.slice(at), at)
        await storm.clock.advance(HOLD_MS + MINUTE)

        // As many as ten leave a second apart, so the last may be that much later than it was told.
        const within = storm.posted.map(
          (from) =>
            storm.posted.filter((to) => to >= from && to < from + 5 * MINUTE - 10_000).length,
        )
        expect(Math.max(...within)).toBeLessThanOrEqual(10)
      },
    ),
    { numRuns: 20 },
  )
}, 60_000)
