import { describe, expect, test } from 'vitest'
import { DeniedError, UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { said } from '../road/fake-conversation.ts'
import { jane } from '../road/road-world.ts'
import { testRoad } from '../road/road.ts'
import { web } from '../../support/web-deployment.ts'

type Wishes = Parameters<typeof testRoad>[0]

/** `web` is asked for 5 replicas, which takes its time, and the bot is stopped after a second of it. */
async function stoppedWhileFollowing(wishes: Wishes = {}) {
  const objects = [web()]
  const road = testRoad({
    objects,
    apply: async () => {
      objects[0] = web({ generation: 8, replicas: 5, ready: 3 })
      const metadata = { name: 'web', uid: 'uid-web', generation: 8 }
      return { object: { metadata }, auditId: 'audit-1' }
    },
    ...wishes,
  })
  const become = (counts: Parameters<typeof web>[0]) => void (objects[0] = web(counts))
  await road.keeper().start()
  const asked = road.ask('scale web 5')
  await road.clock.advance(1000)
  const stop = async () => {
    const stopped = road.keeper().stop()
    await road.clock.advance(1)
    await Promise.all([asked, stopped])
  }
  return { road, become, stop }
}

describe('a rollout that is followed when the bot is stopped', () => {
  test('is let go at once: no outcome is claimed, and the card stays as it is', async () => {
    const { road, stop } = await stoppedWhileFollowing()

    await stop()

    expect(road.events).toEqual(['intent', 'write'])
    expect(said(road.card())).toContain('Scaling deployment/web')
    expect(await road.plan()).toMatchObject({
      state: 'executing',
      accepted: { auditIds: ['audit-1'], generations: [8] },
    })
    expect(road.clock.pending()).toBe(0)
  })

  test('is followed by the next one to its true end, on the same card, with undo', async () => {
    const { road, become, stop } = await stoppedWhileFollowing()
    await stop()
    await road.another().keeper.start()
    await road.clock.advance(20_000)
    expect(road.events).toEqual(['intent', 'write'])

    become({ generation: 8, replicas: 5 })
    await road.clock.advance(2000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect(said(road.card())).toMatch(/Scaled deployment\/web in shop in 2[12] s/)
    expect(road.card()?.buttons?.[0]).toMatchObject({ label: 'Undo: replicas back to 3' })
    expect(road.writes).toHaveLength(1)
    expect((await road.plan())?.outcome).toMatchObject({
      auditIds: ['audit-1'],
      generations: [8],
    })
    expect((await road.plan())?.accepted).toBeUndefined()
  })

  test('is taken by a replica that lives on within five seconds, long before the lease is over', async () => {
    const { road, become, stop } = await stoppedWhileFollowing({ takeoverMs: 600_000 })
    await road.another().keeper.start()
    await stop()

    become({ generation: 8, replicas: 5 })
    await road.clock.advance(6000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('is ended once, however many take its place and are stopped themselves', async () => {
    const { road, become, stop } = await stoppedWhileFollowing()
    await stop()
    const others = [road.another(), road.another(), road.another()]
    for (const { keeper } of others) {
      await keeper.start()
      await road.clock.advance(6000)
      const stopped = keeper.stop()
      await road.clock.advance(1)
      await stopped
    }
    become({ generation: 8, replicas: 5 })
    await Promise.all([road.another(), road.another()].map(({ keeper }) => keeper.start()))
    await road.clock.advance(10_000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
  })

  test('and that fails meanwhile is told as failed, not as unknown', async () => {
    const { road, become, stop } = await stoppedWhileFollowing()
    await stop()
    become({ generation: 8, replicas: 5, ready: 3, late: true })

    await road.another().keeper.start()
    await road.clock.advance(2000)

    expect(road.events).toEqual(['intent', 'write', 'outcome failed'])
  })

  test('and that somebody changes meanwhile is told as overtaken', async () => {
    const { road, become, stop } = await stoppedWhileFollowing()
    await stop()
    become({ generation: 9, replicas: 7 })

    await road.another().keeper.start()
    await road.clock.advance(2000)

    expect(road.events).toEqual(['intent', 'write', 'outcome superseded'])
  })

  test('and whose requester may not look any more is accepted, with its end not seen', async () => {
    let isGone = false
    const { road, stop } = await stoppedWhileFollowing({
      identify: async () => {
        if (isGone) throw new DeniedError('not-mapped', text`nobody knows you`)
        return jane
      },
    })
    await stop()
    isGone = true

    await road.another().keeper.start()
    await road.clock.advance(2000)

    expect(road.events).toEqual(['intent', 'write', 'outcome lost-sight'])
    expect(said(road.card())).toContain('was accepted, but its end was not seen')
    expect(said(road.card())).toContain('nobody knows you')
  })

  test('with the store away: nobody waits for it, and it is taken over when the lease is over', async () => {
    const { road, become, stop } = await stoppedWhileFollowing()
    road.book.away = true
    await stop()
    road.book.away = false
    become({ generation: 8, replicas: 5 })

    await road.another().keeper.start()
    await road.clock.advance(20_000)
    expect(road.events).toEqual(['intent', 'write'])
    await road.clock.advance(20_000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect(road.log.lines.map(({ message }) => message)).toContain(
      'not handed over: another process waits until the lease is over',
    )
  })

  test('keeps what the write gave when the bot is killed later on', async () => {
    const { road, become } = await stoppedWhileFollowing()
    await road.clock.advance(11_000)
    road.crash()
    become({ generation: 8, replicas: 5 })
    await road.keeper().start()
    await road.clock.advance(40_000)

    expect(road.events).toEqual(['intent', 'write', 'outcome rolled-out'])
    expect((await road.plan())?.outcome).toMatchObject({ auditIds: ['audit-1'] })
  })
})

test('a take-over that is stopped before it knows the truth leaves it to the next one at once', async () => {
  const objects = [web()]
  let isAway = false
  const road = testRoad({
    objects,
    apply: () => new Promise(() => {}),
    identify: async () => {
      if (isAway) throw new UnavailableError('directory-unavailable', text`no answer`)
      return jane
    },
  })
  void road.ask('scale web 5')
  await road.clock.advance(10)
  isAway = true
  road.crash()
  await road.keeper().start()
  await road.clock.advance(36_000)
  const stopped = road.keeper().stop()
  await road.clock.advance(1)
  await stopped

  isAway = false
  await road.another().keeper.start()
  await road.clock.advance(1000)

  expect(road.events).toEqual(['intent', 'write', 'outcome unknown'])
})
