import { describe, expect, test } from 'vitest'
import { fakeClock } from '../support/fake-clock.ts'
import {
  CLEAR_MS,
  HOLD_MS,
  incidentStage,
  loner,
  node,
  pod,
  words,
} from '../support/incident-stage.ts'
import { memoryIncidents } from '../support/memory-incidents.ts'
import { slackOutbox } from '../support/slack-outbox.ts'

const away = async (options: Parameters<typeof incidentStage>[0] = {}) => {
  const clock = fakeClock()
  const outbox = slackOutbox(clock)
  const book = memoryIncidents(outbox)
  const stage = await incidentStage({ clock, book, ...options })
  /** What stands in the channels, or would if Slack came back now, in order. */
  const waiting = () =>
    [...outbox.rows.values()]
      .map(({ delivery }) => delivery)
      .filter(({ to }) => !('threadOf' in to))
  const said = () => waiting().map(({ view }) => words(view))
  /** Slack is there for this long. */
  const back = async () => {
    for (const { key, revision } of await outbox.claim(100, 30_000))
      await outbox.delivered(key, revision, { channel: 'COPS', ts: key })
  }
  const breaks = async (...names: readonly string[]) => {
    for (const name of names) await stage.watching.set(loner(name, 'exit 1'))
    await clock.advance(HOLD_MS + 1000)
  }
  const mends = async (...names: readonly string[]) => {
    for (const name of names) await stage.watching.set(loner(name))
    await clock.advance(CLEAR_MS + 1000)
  }
  return { ...stage, outbox, waiting, said, back, breaks, mends }
}

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `app-${from + i}`)

describe('while Slack is away', () => {
  test('a few are told on return as they are then', async () => {
    const { breaks, said } = await away()
    await breaks('web', 'api')

    expect(said()).toEqual([
      expect.stringContaining('attention: deployment/web in shop crashes'),
      expect.stringContaining('attention: deployment/api in shop crashes'),
    ])
  })

  test('what came and went is not told as history: it is counted', async () => {
    const { breaks, mends, said } = await away()
    await breaks('web', 'api', 'cart')
    await mends('web', 'cart')

    expect(said()).toHaveLength(2)
    expect(said()[0]).toContain('attention: deployment/api in shop crashes')
    expect(said()[1]).toContain('resolved: 2 incidents came and went before anybody could be told')
    expect(said()[1]).toContain('deployment/web in shop crashes (exit 1) lasted 21 s')
    expect(said()[1]).toContain('messages had to wait')
  })

  test('what is broken again is told for itself, and no longer counted among what is over', async () => {
    const { breaks, mends, said, back } = await away()
    await breaks('web')
    await mends('web')
    await back()
    await breaks('web')

    expect(said()).toHaveLength(2)
    expect(said()[1]).toContain('deployment/web in shop crashes')
  })

  test('more than ten become one digest, however slowly they came, and go on in it', async () => {
    const { breaks, mends, said, waiting, clock } = await away()
    for (const name of names(0, 10)) {
      await breaks(name)
      await clock.advance(10 * 60_000)
    }
    expect(waiting()).toHaveLength(10)
    await breaks('app-10')
    expect(said()).toEqual([expect.stringContaining('attention: 11 new incidents')])
    expect(said()[0]).toContain('11 open')

    await clock.advance(60 * 60_000)
    await breaks('app-11')
    await mends(...names(0, 4))
    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain('12 new incidents')
    expect(said()[0]).toContain('8 open')
    expect(said()[0]).toContain('4 are over or told elsewhere')
  })

  test('one that a lost node tells of, or that somebody muted, is not told for itself', async () => {
    const { breaks, watching, said, clock, ledger, engine } = await away()
    await breaks('web', 'api')
    await watching.set(node('n1', ['web-1']))
    await clock.advance(1000)
    const by = { userId: 'U1', teamId: 'T1', name: 'Anna', user: 'anna' }
    const until = new Date(clock.now().getTime() + 3_600_000).toISOString()
    const mute = {
      id: 'm1',
      what: { kind: 'namespace', cluster: 'prod-eu', namespace: 'shop' },
      by,
      at: clock.now().toISOString(),
      until,
    } as const
    await ledger.commit({ incidents: [], deliveries: [], mutes: [mute] })
    engine.wake()
    await clock.advance(1000)
    expect(said()).toEqual([expect.stringContaining('failed: node/n1 is not ready')])

    await clock.advance(3_600_000)
    expect(said()).toHaveLength(2)
    expect(said()[1]).toContain('deployment/api in shop crashes')
  })

  test('what somebody is bringing to Slack just then keeps its card', async () => {
    const { breaks, mends, said, outbox } = await away()
    await breaks('web', 'api')
    await outbox.claim(1, 10 * 60_000)
    await mends('web', 'api')

    expect(said()).toHaveLength(2)
    expect(said()[0]).toContain('resolved: deployment/web in shop is fine again')
    expect(said()[1]).toContain('resolved: 1 incident came and went')
  })

  test('what was shown before stays what it was: its card is edited', async () => {
    const { breaks, mends, said, back } = await away()
    await breaks('web')
    await back()
    await breaks(...names(0, 12))
    await mends('web')

    expect(said()).toHaveLength(2)
    expect(said()[0]).toContain('resolved: deployment/web in shop is fine again')
    expect(said()[1]).toContain('12 new incidents')
  })

  test('each channel has a digest of its own, and what it should have gone to can be read elsewhere', async () => {
    const { watching, clock, waiting } = await away({
      ...stageOf(),
    })
    for (const name of names(0, 12)) await watching.set(loner(name, 'exit 1'))
    await watching.set(node('n1', []))
    await clock.advance(HOLD_MS + 1000)

    expect(waiting().map(({ to }) => to)).toEqual([
      { channelId: 'COPS' },
      { channelId: 'CSHOP', orIn: 'COPS' },
    ])
  })
})

const stageOf = () => {
  const clock = fakeClock()
  return { settings: { routes: [{ namespaces: ['shop'], channel: 'CSHOP' }] }, clock }
}

describe('in a storm', () => {
  test('cards that wait for their turn become part of the digest, with all below them', async () => {
    const { breaks, said, back } = await away()
    await breaks(...names(0, 5))
    await back()
    await breaks(...names(5, 10))
    await breaks(...names(10, 40))

    const [digest, ...others] = said().toReversed()
    expect(others).toHaveLength(4)
    expect(digest).toContain('36 new incidents')
    expect(digest).toContain('so many came at once')
  })

  test('what is critical stands first', async () => {
    const { watching, clock, said } = await away()
    for (const name of names(0, 20)) await watching.set(loner(name, 'exit 1'))
    await watching.set(loner('till', 'badly'))
    await clock.advance(HOLD_MS + 1000)

    expect(said()[0]).toContain('21 open · 1 critical')
    expect(said()[0]?.split('\n')[3]).toContain('deployment/till')
  })

  test('the rest can be muted: the cause that most have, and then nothing new of it is told', async () => {
    const { breaks, waiting, clock, ledger, engine, said } = await away()
    await breaks(...names(0, 20))
    expect(waiting()[0]?.view.buttons?.map(({ words: typed }) => typed)).toEqual([
      'incidents',
      'mute cause/crash-loop 30m -n shop --on-cluster prod-eu',
    ])
    const by = { userId: 'U1', teamId: 'T1', name: 'Anna', user: 'anna' }
    const what = { kind: 'cause', cluster: 'prod-eu', cause: 'crash-loop' } as const
    const until = new Date(clock.now().getTime() + 30 * 60_000).toISOString()
    const mute = { id: 'm1', what, by, at: clock.now().toISOString(), until }
    await ledger.commit({ incidents: [], deliveries: [], mutes: [mute] })
    engine.wake()
    await breaks(...names(20, 60))

    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain('20 new incidents')
    expect(said()[0]).toContain('20 of them are muted')
    expect(waiting()[0]?.view.buttons).toHaveLength(1)

    await clock.advance(30 * 60_000)
    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain('60 new incidents')
  })

  test('the digest is edited every ten seconds at first, then every minute', async () => {
    const { watching, clock, waiting, back, breaks } = await away()
    await breaks(...names(0, 20))
    expect(waiting()[0]?.restMs).toBe(0)
    await back()
    await breaks('app-20')
    expect(waiting()[0]?.restMs).toBe(10_000)
    for (let i = 21; i < 200; i++) {
      await watching.set(loner(`app-${i}`, 'exit 1'))
      await clock.advance(4000)
    }
    expect(waiting()[0]?.restMs).toBe(60_000)
  })
})

test('a pod of a restart that was told is not asked for again: a quiet day asks the store nothing', async () => {
  const clock = fakeClock()
  const book = memoryIncidents()
  let asked = 0
  const stage = await incidentStage({
    clock,
    book: {
      ...book,
      unshown: async () => {
        asked++
        return []
      },
    },
  })
  await stage.watching.set(pod('web-1', 'exit 1'))
  await clock.advance(HOLD_MS + 1000)
  await clock.advance(60 * 60_000)

  expect(asked).toBe(1)
})
