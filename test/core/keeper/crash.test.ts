import { describe, expect, test } from 'vitest'
import { UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { said } from '../road/fake-conversation.ts'
import { obedientWeb } from '../road/obedient-web.ts'
import { testRoad } from '../road/road.ts'
import { web } from '../../support/web-deployment.ts'

const TAKEOVER_MS = 30_000

/** The first process dies at the moment, the second one has a keeper. */
async function survive(road: ReturnType<typeof testRoad>) {
  road.crash()
  await road.keeper().start()
  await road.clock.advance(TAKEOVER_MS + 10_000)
}

describe('D2: the process dies', () => {
  test('before the intent is on record: nothing was sent, and nothing is', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })
    road.book.before = () => new Promise(() => {})

    void road.ask('scale web 5')
    await road.clock.advance(10)
    delete road.book.before
    await survive(road)

    expect(road.writes).toEqual([])
    expect(await road.plans()).toEqual([])
  })

  test('after the intent, before the write: nobody sends it, and a human is asked', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })
    const commit = road.book.commit
    Object.assign(road.book, {
      commit: async (step: Parameters<typeof commit>[0]) => {
        const result = await commit(step)
        Object.assign(road.book, { commit })
        return step.plans[0]?.expected === 'new' ? new Promise(() => {}) : result
      },
    })

    void road.ask('scale web 5')
    await road.clock.advance(10)
    await survive(road)

    expect(road.writes).toEqual([])
    expect(await road.plan()).toMatchObject({ state: 'ended', outcome: { kind: 'unknown' } })
    const shown = road.card()
    expect(said(shown)).toContain('it is not known whether it was made')
    expect(said(shown)).toContain('replicas is still 3 on deployment/web')
    expect(said(shown)).toContain('It was not sent again.')
    expect(shown?.buttons?.[0]).toMatchObject({ label: 'Do it again', words: 'scale web 5' })
  })

  test('when the write was accepted and nobody heard: it is followed to its end, not sent again', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({
      objects,
      apply: async (effect, dryRun) => {
        await apply(effect, dryRun)
        return new Promise(() => {})
      },
    })

    void road.ask('scale web 5')
    await road.clock.advance(10)
    await survive(road)

    expect(road.writes).toHaveLength(1)
    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect(said(road.card())).toContain('Scaled deployment/web in shop')
  })

  test('and a temporary change’s time is over meanwhile: how it ended is told before it is taken back', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })
    road.book.before = ({ records }) =>
      records.some(({ kind }) => kind === 'outcome') ? new Promise(() => {}) : undefined

    void road.ask('scale web 5 --for 20s')
    await road.clock.advance(100)
    delete road.book.before
    await survive(road)

    const [back, first] = await road.plans()
    expect(first).toMatchObject({ state: 'ended', outcome: { kind: 'rolled-out' } })
    expect(back).toMatchObject({ state: 'ended', outcome: { kind: 'rolled-out' } })
    expect(replicas()).toBe(3)
    expect(said(road.card(first?.plan.id))).toContain('Its time was over: taken back')
  })

  test('before the outcome is on record: the next one writes down the truth, once', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })
    road.book.before = ({ records }) =>
      records.some(({ kind }) => kind === 'outcome') ? new Promise(() => {}) : undefined

    void road.ask('scale web 5')
    await road.clock.advance(100)
    delete road.book.before
    await survive(road)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('and its requester is told in the thread and directly when nobody knows how it ended', async () => {
    const { objects, become } = obedientWeb()
    const road = testRoad({ objects, apply: () => new Promise(() => {}) })

    void road.ask('scale web 5')
    await road.clock.advance(10)
    become(4)
    await survive(road)

    const { plan } = (await road.plan()) ?? {}
    const keys = [...road.book.deliveries.keys()].filter((key) =>
      key.startsWith(`plan/${plan?.id}/`),
    )
    expect(keys.map((key) => key.split('/')[2])).toEqual(['card', 'thread', 'requester'])
    expect(said(road.card())).toContain('deployment/web is neither as before nor as planned')
  })

  test('and the cluster cannot be read for a while: it is asked again until it answers', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({
      objects,
      apply: async (effect, dryRun) => {
        await apply(effect, dryRun)
        return new Promise(() => {})
      },
    })

    void road.ask('scale web 5')
    await road.clock.advance(10)
    const get = road.reader.get
    Object.assign(road.reader, {
      get: () => Promise.reject(new UnavailableError('cluster-unreachable', text`no route`)),
    })
    await survive(road)
    Object.assign(road.reader, { get })
    await road.clock.advance(60_000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('and two others look after it: one of them ends it', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({
      objects,
      apply: async (effect, dryRun) => {
        await apply(effect, dryRun)
        return new Promise(() => {})
      },
    })

    void road.ask('scale web 5')
    await road.clock.advance(10)
    road.crash()
    await Promise.all([road.keeper().start(), road.another().keeper.start()])
    await road.clock.advance(TAKEOVER_MS + 10_000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })
})

describe('a process that is alive', () => {
  test('keeps what it follows for as long as it takes', async () => {
    const objects = [web()]
    const road = testRoad({ objects })

    const asked = road.ask('scale web 5')
    await road.clock.advance(10)
    objects[0] = web({ generation: 8, replicas: 5, ready: 3 })
    await road.another().keeper.start()
    await road.clock.advance(120_000)
    const half = await road.plan()
    objects[0] = web({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)
    await asked

    expect(half).toMatchObject({ state: 'executing', runner: { id: 'process-1' } })
    expect(road.log.lines.filter(({ message }) => message === 'taken over')).toEqual([])
    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('does not send when it stood still for longer than its lease', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply, takeoverMs: 3000 })
    let first = true
    const commit = road.book.commit
    Object.assign(road.book, {
      commit: async (step: Parameters<typeof commit>[0]) => {
        const result = await commit(step)
        if (first) {
          first = false
          await road.clock.sleep(5000)
        }
        return result
      },
    })

    const asked = road.ask('scale web 5')
    await road.clock.advance(20_000)
    await asked

    expect(road.writes).toEqual([])
    expect(said(road.card())).toContain('held up for too long')
  })
})
