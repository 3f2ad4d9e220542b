import { describe, expect, test } from 'vitest'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { fakeWatching } from '../support/fake-watching.ts'
import {
  CLEAR_MS,
  crashes,
  HOLD_MS,
  incidentStage,
  loner,
  node,
  pod,
  words,
} from '../support/incident-stage.ts'

type Stage = Awaited<ReturnType<typeof incidentStage>>

const cards = ({ book }: Pick<Stage, 'book'>) =>
  [...book.deliveries.values()].filter(({ key }) => key.endsWith('/card'))
const card = (stage: Pick<Stage, 'book'>, at = 0) => words(cards(stage)[at]?.view)
const threads = ({ book }: Pick<Stage, 'book'>) =>
  [...book.deliveries.values()].filter(({ key }) => key.includes('/thread/'))

describe('one trouble', () => {
  test('is told once it held long enough, in one message, in the default channel', async () => {
    const stage = await incidentStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS - 1000)
    expect(cards(stage)).toEqual([])

    await stage.clock.advance(2000)

    expect(cards(stage)).toHaveLength(1)
    expect(cards(stage)[0]?.to).toEqual({ channelId: 'COPS' })
    expect(card(stage)).toContain('attention: deployment/web in shop crashes (exit 1)')
    expect(card(stage)).toContain('Affected: 1 pod: web-1')
    expect(card(stage)).toContain('Next: Read the logs.')
    expect(cards(stage)[0]?.view.buttons?.map((button) => button.words)).toEqual([
      'logs deployment/web -n shop -c prod-eu',
      'describe deployment/web -n shop -c prod-eu',
      expect.stringMatching(/^ack i/),
      expect.stringMatching(/^mute i/),
      expect.stringMatching(/^actions i/),
      expect.stringMatching(/^why i/),
    ])
    expect(stage.messenger.wakes).toBe(1)
  })

  test('that goes before it held is never told', async () => {
    const stage = await incidentStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS - 1000)
    await stage.watching.set(pod('web-1'))
    await stage.clock.advance(10 * HOLD_MS)

    expect(stage.book.all()).toEqual([])
  })

  test('of several pods of one deployment is one message, edited as they become more', async () => {
    const stage = await incidentStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.watching.set(pod('web-2', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)
    expect(card(stage)).toContain('2 pods: web-1, web-2')

    for (const name of ['web-3', 'web-4', 'web-5', 'web-6', 'web-7'])
      await stage.watching.set(pod(name, 'exit 1'))
    await stage.clock.advance(11_000)

    expect(cards(stage)).toHaveLength(1)
    expect(card(stage)).toContain('7 pods: web-1, web-2, web-3, web-4, web-5 and 2 more')
  })

  test('that changes all the time is edited every ten seconds at most; that gets worse, at once', async () => {
    const stage = await incidentStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)
    for (let i = 2; i < 32; i++) {
      await stage.watching.set(pod('web-1', `exit ${i}`))
      await stage.clock.advance(1000)
    }
    expect(stage.book.told.length).toBeLessThanOrEqual(5)

    const before = stage.book.told.length
    await stage.watching.set(pod('web-1', 'badly'))
    await stage.clock.advance(500)
    expect(stage.book.told.length).toBe(before + 1)
    expect(card(stage)).toContain('failed: deployment/web in shop crashes (badly)')
  })

  test('is resolved in its own message, with how long it lasted in the thread', async () => {
    const stage = await incidentStage()
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 40_000)
    await stage.watching.remove('uid-web-1')
    await stage.clock.advance(CLEAR_MS - 1000)
    expect(card(stage)).toContain('attention:')

    await stage.clock.advance(2000)

    expect(cards(stage)).toHaveLength(1)
    expect(card(stage)).toContain('resolved: deployment/web in shop is fine again · lasted 1 min')
    expect(cards(stage)[0]?.view.buttons).toBeUndefined()
    expect(threads(stage).map(({ view }) => words(view))).toEqual([
      expect.stringContaining('lasted 1 min'),
    ])
    expect(threads(stage)[0]?.to).toEqual({ threadOf: cards(stage)[0]?.key })
  })

  test('that flaps is the same incident again, in the same message', async () => {
    const stage = await incidentStage()
    for (let i = 0; i < 3; i++) {
      await stage.watching.set(pod('web-1', 'exit 1'))
      await stage.clock.advance(HOLD_MS + 1000)
      await stage.watching.set(pod('web-1'))
      await stage.clock.advance(CLEAR_MS + 1000)
    }
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)

    expect(stage.book.all()).toHaveLength(1)
    expect(cards(stage)).toHaveLength(1)
    expect(card(stage)).toContain('began 4 times')

    await stage.watching.set(pod('web-1'))
    await stage.clock.advance(CLEAR_MS + 31 * 60_000)
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)
    expect(stage.book.all()).toHaveLength(2)
  })
})

describe('causes', () => {
  test('a lost node tells of its pods: those told before become part of it, the others are never told', async () => {
    const stage = await incidentStage()
    await stage.watching.set(loner('early', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)
    expect(cards(stage)).toHaveLength(1)

    await stage.watching.set(node('n1', ['early-1', 'late-1', 'later-1']))
    await stage.watching.set(loner('late', 'exit 1'))
    await stage.watching.set(loner('later', 'exit 1'))
    await stage.clock.advance(10 * HOLD_MS)

    expect(cards(stage)).toHaveLength(2)
    expect(card(stage, 0)).toContain('Part of node/n1 is not ready')
    expect(card(stage, 1)).toContain('failed: node/n1 is not ready')
    expect(card(stage, 1)).toContain('Told with it: 3 deployments: early, late, later')
  })

  test('what is still wrong when the node is back is told for itself, held anew', async () => {
    const stage = await incidentStage()
    await stage.watching.set(node('n1', ['late-1']))
    await stage.watching.set(loner('late', 'exit 1'))
    await stage.clock.advance(10 * HOLD_MS)
    await stage.watching.set(node('n1'))
    await stage.clock.advance(HOLD_MS - 2000)
    expect(cards(stage)).toHaveLength(1)

    await stage.clock.advance(4000)

    expect(card(stage, 1)).toContain('deployment/late in shop crashes')
  })

  test('two that explain each other are both told', async () => {
    const stage = await incidentStage()
    await stage.watching.set(node('n1', ['n2']))
    await stage.watching.set(node('n2', ['n1']))
    await stage.clock.advance(1000)

    expect(cards(stage)).toHaveLength(2)
  })
})

describe('a storm', () => {
  const storm = async (stage: Stage, count: number, wrong?: string) => {
    for (let i = 0; i < count; i++) await stage.watching.set(loner(`app-${i}`, wrong))
    await stage.clock.advance(HOLD_MS + 5000)
  }

  test('ten are told one by one; more than ten are one digest that is edited until all is over', async () => {
    const calm = await incidentStage()
    await storm(calm, 10, 'exit 1')
    expect(cards(calm)).toHaveLength(10)

    const stage = await incidentStage()
    await storm(stage, 250, 'exit 1')
    expect(cards(stage)).toHaveLength(1)
    expect(cards(stage)[0]?.key).toMatch(/^digest\//)
    expect(card(stage)).toContain('attention: 250 new incidents')
    expect(card(stage)).toContain('crash-loop 250')

    await stage.watching.set(loner('one-more', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 5000)
    expect(cards(stage)).toHaveLength(1)
    expect(card(stage)).toContain('251 new incidents')

    await storm(stage, 250)
    await stage.watching.set(loner('one-more'))
    await stage.clock.advance(CLEAR_MS + 5000)
    expect(card(stage)).toContain('resolved: 251 new incidents')
    expect(stage.book.deliveries.size).toBe(1)
  })

  test('when it is calm again, the next one has its own message', async () => {
    const stage = await incidentStage()
    await storm(stage, 20, 'exit 1')
    await stage.clock.advance(6 * 60_000)
    await stage.watching.set(loner('after', 'exit 1'))
    await stage.clock.advance(HOLD_MS + 1000)

    expect(cards(stage)).toHaveLength(2)
    expect(card(stage, 1)).toContain('deployment/after in shop')
  })
})

describe('a restart', () => {
  test('brings no duplicate: what was told is not told again, also when it goes on', async () => {
    const book = memoryIncidents()
    const first = await incidentStage({ book })
    await first.watching.set(pod('web-1', 'exit 1'))
    await first.clock.advance(HOLD_MS + 1000)
    await first.stop()
    const before = book.told.length

    const second = await incidentStage({ book, clock: first.clock, synced: false })
    await second.watching.set(pod('web-1', 'exit 1'))
    await second.clock.advance(60 * 60_000)
    expect(book.told.length).toBe(before)
    second.watching.sync()
    await second.clock.advance(60 * 60_000)

    expect(book.told.length).toBe(before)
    expect(book.all()).toHaveLength(1)
  })

  test('brings no gap: what began meanwhile is told, what ended meanwhile is resolved, and says so', async () => {
    const book = memoryIncidents()
    const first = await incidentStage({ book })
    await first.watching.set(pod('web-1', 'exit 1'))
    await first.clock.advance(HOLD_MS + 1000)
    await first.stop()

    const second = await incidentStage({ book, clock: first.clock, watching: fakeWatching() })
    await second.watching.set(loner('shop', 'exit 1'))
    await second.clock.advance(CLEAR_MS + HOLD_MS + 1000)

    expect(card(second, 0)).toContain('resolved: deployment/web in shop is fine again')
    expect(card(second, 0)).toContain('It was over when the bot came back')
    expect(card(second, 1)).toContain('deployment/shop in shop crashes')
  })

  test('ends nothing before all was looked at once, even what is over at once when it is over', async () => {
    const book = memoryIncidents()
    const detectors = [{ ...crashes, clearMs: 0 }]
    const first = await incidentStage({ book, detectors })
    await first.watching.set(pod('web-1', 'exit 1'))
    await first.clock.advance(HOLD_MS + 1000)
    await first.stop()
    const before = book.told.length

    const second = await incidentStage({ book, detectors, clock: first.clock, synced: false })
    for (let i = 0; i < 2000; i++) await second.watching.set(pod(`fine-${i}`))
    await second.watching.set(pod('web-1', 'exit 1'))
    second.watching.sync()
    await second.clock.advance(60_000)

    expect(book.told.length).toBe(before)
    expect(book.all()[0]).toMatchObject({ state: 'open', times: 1 })
  })

  test('while a kind may not be watched, its incidents neither begin nor end', async () => {
    const book = memoryIncidents()
    const first = await incidentStage({ book })
    await first.watching.set(pod('web-1', 'exit 1'))
    await first.clock.advance(HOLD_MS + 1000)
    await first.stop()
    const watching = fakeWatching()
    watching.unknown.add('pods')
    await incidentStage({ book, clock: first.clock, watching })
    await first.clock.advance(60 * 60_000)

    expect(book.all()[0]?.state).toBe('open')
  })

  test('D1: while the store is away nothing is told and nothing is lost', async () => {
    const book = memoryIncidents()
    book.away = true
    const stage = await incidentStage({ book })
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.clock.advance(10 * 60_000)
    expect(book.all()).toEqual([])

    book.away = false
    await stage.clock.advance(31_000)

    expect(cards(stage)).toHaveLength(1)
  })
})

describe('routes', () => {
  test('the first that fits says where, and the message says which it was', async () => {
    const stage = await incidentStage({
      settings: {
        routes: [
          { name: 'data', namespaces: ['data-*'], channel: 'CDATA' },
          { name: 'web', clusters: ['prod-*'], labels: { app: 'w*' }, channel: 'CWEB' },
          { severities: ['warning'], channel: 'CWARN' },
        ],
      },
    })
    await stage.watching.set(pod('web-1', 'exit 1'))
    await stage.watching.set(node('n1', []))
    await stage.clock.advance(HOLD_MS + 1000)

    const places = cards(stage).map(({ to, view }) => [to, words(view)])
    expect(places).toEqual(
      [
        [{ channelId: 'CWEB', orIn: 'COPS' }, expect.stringContaining('here by route web')],
        [{ channelId: 'CWEB', orIn: 'COPS' }, expect.stringContaining('node/n1')],
      ].toReversed(),
    )
  })
})

test('a detector that breaks harms no other', async () => {
  const broken = {
    ...crashes,
    id: 'broken',
    look: () => {
      throw new TypeError('odd')
    },
  }
  const stage = await incidentStage({ detectors: [broken, crashes] })
  await stage.watching.set(pod('web-1', 'exit 1'))
  await stage.clock.advance(HOLD_MS + 1000)

  expect(cards(stage)).toHaveLength(1)
})
