import { describe, expect, test } from 'vitest'
import type { Detector } from '../../src/core/finding.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import {
  CLEAR_MS,
  crashes,
  HOLD_MS,
  incidentStage,
  loner,
  words,
} from '../support/incident-stage.ts'
import { memoryLife } from '../support/memory-life.ts'

const MINUTE = 60_000

/** A detector that knows from the object since when it is so. */
const dated: Detector = {
  ...crashes,
  look: (object, look, now) =>
    crashes.look(object, look, now).map((finding) => {
      const since = object.annotations['since']
      return since === undefined ? finding : { ...finding, since: new Date(since) }
    }),
}
const crashedAt = (name: string, at: Date, wrong = 'exit 1') => ({
  ...loner(name, wrong),
  annotations: { since: at.toISOString() },
})

type Options = Parameters<typeof incidentStage>[0]
type Stage = Awaited<ReturnType<typeof incidentStage>>

const begin = (options: Options = {}) =>
  incidentStage({ detectors: [dated], life: memoryLife(), ...options })

/** The next process at the same store, at a cluster as it is by now. */
const after = (stage: Stage, options: Options = {}) => {
  const { book, clock, life } = stage
  return begin({ book, clock, life, ...options })
}

const notes = ({ book }: Stage) =>
  [...book.deliveries.values()].filter(({ key }) => key.startsWith('away/'))
const cardsOf = ({ book }: Stage) =>
  [...book.deliveries.keys()].filter((key) => key.endsWith('/card')).toSorted()

describe('while nobody looked', () => {
  test('what ended and what began is one line in the channel, beside the messages that each has', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.watching.set(loner('cart', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    const before = cardsOf(first)
    expect(before).toHaveLength(2)
    await first.stop()

    const watching = fakeWatching()
    await first.clock.advance(15 * MINUTE)
    await watching.set(loner('cart', 'exit 1'))
    await watching.set(crashedAt('api', first.clock.now()))
    await first.clock.advance(15 * MINUTE)
    const second = await after(first, { watching })
    await second.clock.advance(CLEAR_MS + 2 * MINUTE)

    expect(notes(second)).toHaveLength(1)
    const said = words(notes(second)[0]?.view)
    expect(said).toContain('plain: While I was away')
    expect(said).toContain('1 ended, 1 began')
    expect(said).toContain('✕ deployment/api in shop crashes (exit 1)')
    expect(said).toContain('○ deployment/web in shop is fine again')
    expect(said).not.toContain('cart')
    expect(cardsOf(second)).toHaveLength(3)
    expect(cardsOf(second)).toEqual(expect.arrayContaining(before))
  })

  test('what was told a moment before the stop, and ended meanwhile, is in it', async () => {
    const first = await begin()
    await first.clock.advance(MINUTE)
    await first.watching.set(loner('web', 'exit 1'))
    await first.clock.advance(HOLD_MS + 1000)
    await first.stop()

    await first.clock.advance(30 * MINUTE)
    const second = await after(first)
    await second.clock.advance(CLEAR_MS + 2 * MINUTE)

    expect(words(notes(second)[0]?.view)).toContain('1 ended')
  })

  test('the very first process that is stopped before it looked at everything leaves word as well', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.stop()
    expect(await first.life.last()).toBeDefined()
  })

  test('nothing is said where nothing happened', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(30 * MINUTE)
    const second = await after(first, { watching: first.watching })
    await second.clock.advance(5 * MINUTE)

    expect(notes(second)).toEqual([])
    expect(cardsOf(second)).toHaveLength(1)
  })

  test('each channel hears of its own', async () => {
    const settings = {
      routes: [{ detectors: ['crash-loop'], labels: { team: 'shop' }, channel: 'CSHOP' }],
    }
    const detectors = [dated]
    const first = await begin({ settings, detectors })
    const ours = (name: string) => ({ ...loner(name, 'exit 1'), labels: { team: 'shop' } })
    await first.watching.set(ours('web'))
    await first.watching.set(loner('other', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(10 * MINUTE)
    const watching = fakeWatching()
    await watching.set(loner('other', 'exit 1'))
    const second = await after(first, { settings, detectors, watching })
    await second.clock.advance(5 * MINUTE)

    expect(notes(second).map(({ to }) => to)).toEqual([{ channelId: 'CSHOP', orIn: 'COPS' }])
  })

  test('a restart that takes no minute is no absence', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(30_000)
    const second = await after(first, { watching: fakeWatching() })
    await second.clock.advance(5 * MINUTE)

    expect(notes(second)).toEqual([])
    expect(cardsOf(second)).toHaveLength(1)
  })

  test('nobody was away while another process looked', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(30 * MINUTE)
    await first.life.beat(first.clock.now())
    const second = await after(first, { watching: fakeWatching() })
    await second.clock.advance(5 * MINUTE)

    expect(notes(second)).toEqual([])
  })

  test('the very first start says nothing of the time before it', async () => {
    const clock = fakeClock()
    const watching = fakeWatching()
    await watching.set(crashedAt('web', new Date(clock.now().getTime() - 30 * MINUTE)))
    const stage = await begin({ clock, watching })
    await clock.advance(5 * MINUTE)

    expect(cardsOf(stage)).toHaveLength(1)
    expect(notes(stage)).toEqual([])
  })
})

describe('D2: a process that dies while it comes back', () => {
  test('leaves the next one to look as far back, in the same line', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.watching.set(loner('cart', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(30 * MINUTE)
    // Dies before its cluster answers.
    const second = await after(first, { watching: fakeWatching(), synced: false })
    await second.clock.advance(MINUTE)
    await second.stop()
    expect(notes(second)).toEqual([])

    const third = await after(first, { watching: fakeWatching() })
    await third.clock.advance(5 * MINUTE)
    expect(notes(third)).toHaveLength(1)
    expect(words(notes(third)[0]?.view)).toContain('2 ended')
    await third.stop()

    const fourth = await after(first, { watching: fakeWatching() })
    await fourth.clock.advance(5 * MINUTE)
    expect(notes(fourth)).toHaveLength(1)
  })

  test('the line is not lost with the store that is away just then', async () => {
    const first = await begin()
    await first.watching.set(loner('web', 'exit 1'))
    await first.clock.advance(HOLD_MS + MINUTE)
    await first.stop()
    await first.clock.advance(30 * MINUTE)
    first.book.away = true
    const second = await after(first, { watching: fakeWatching() })
    await second.clock.advance(2 * MINUTE)
    first.book.away = false
    await second.clock.advance(5 * MINUTE)

    expect(notes(second)).toHaveLength(1)
    expect(words(notes(second)[0]?.view)).toContain('1 ended')
  })
})
