import { describe, expect, test } from 'vitest'
import { ConflictError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { said } from './fake-conversation.ts'
import { obedientWeb } from './obedient-web.ts'
import { testRoad } from './road.ts'
import { allowed } from './road-world.ts'

const HOUR = 3_600_000

async function ask(road: ReturnType<typeof testRoad>, words: string) {
  const asked = road.ask(words)
  await road.clock.advance(3000)
  await asked
}

describe('undo', () => {
  test('is offered with what it does and until when, and takes the change back as a plan of its own', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5')
    const [undo] = road.card()?.buttons ?? []
    expect(undo).toMatchObject({ label: 'Undo: replicas back to 3' })
    expect(said(road.card())).toContain('undo until 2026-03-02T10:3')

    await ask(road, undo?.words ?? '')

    expect(replicas()).toBe(3)
    const [back, first] = await road.plans()
    expect(back?.plan).toMatchObject({ undoes: first?.plan.id, command: 'scale' })
    expect(road.book.records.at(-1)).toMatchObject({ kind: 'outcome', undoes: first?.plan.id })
    expect(said(road.card(first?.plan.id))).toContain('Taken back by @U1')
    expect(road.card(first?.plan.id)?.buttons).toEqual([])
  })

  test('is judged as the command that it takes back', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const denied = { kind: 'deny', rule: { name: 'no-growth' }, reason: 'not back to 3' } as const
    const road = testRoad({
      objects,
      apply,
      judge: ({ command, size }) => (command === 'scale' && size?.after === 3 ? denied : allowed),
    })

    await ask(road, 'scale web 5')
    await ask(road, 'undo')

    expect(said(road.conversation.replies.at(-1)?.view)).toContain('not back to 3')
    expect(replicas()).toBe(5)
  })
})

describe('--for', () => {
  test('takes the change back when its time is over, also after a restart, and says so on the card', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5 --for 2h')
    expect(said(road.card())).toContain('goes back to replicas 3 2026-03-02T12:00')
    expect(road.card()?.buttons?.map(({ label }) => label)).toEqual([
      'Extend 1 h',
      'Keep',
      'Revert now',
    ])

    road.crash()
    await road.keeper().start()
    await road.clock.advance(HOUR)
    expect(replicas()).toBe(5)
    await road.clock.advance(HOUR + 10_000)

    expect(replicas()).toBe(3)
    expect(said(road.card())).toContain('Its time was over: taken back')
    expect(road.events).toEqual([
      'intent',
      'request',
      'write',
      'outcome rolled-out',
      'intent',
      'write',
      'outcome rolled-out',
    ])
  })

  test('has its way back from the first step: it survives a crash right after the write', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({
      objects,
      apply: async (effect, dryRun) => {
        const applied = await apply(effect, dryRun)
        return replicas() === 5 ? new Promise(() => {}) : applied
      },
    })

    void road.ask('scale web 5 --for 1h')
    await road.clock.advance(10)
    road.crash()
    await road.keeper().start()
    await road.clock.advance(HOUR + 60_000)

    expect(replicas()).toBe(3)
    expect(road.writes).toHaveLength(2)
  })

  test('leaves no way back of a change that was refused', async () => {
    const { objects } = obedientWeb()
    const refuse = () => Promise.reject(new ConflictError('drifted', text`replicas changed`))
    const road = testRoad({ objects, apply: refuse })

    await ask(road, 'scale web 5 --for 1h')

    const [revert, change] = await road.plans()
    expect(change).toMatchObject({ state: 'ended', outcome: { kind: 'refused' } })
    expect(revert).toMatchObject({ state: 'cancelled', revertOf: change?.plan.id })
    expect(road.card()?.buttons?.map(({ label }) => label)).toEqual(['Describe'])
  })

  test('is over with an undo: nothing is taken back twice', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5 --for 1h')
    await ask(road, 'undo')
    await road.keeper().start()
    await road.clock.advance(2 * HOUR)

    expect(replicas()).toBe(3)
    expect(road.writes).toHaveLength(2)
    expect((await road.plans()).map(({ state }) => state)).toEqual(['ended', 'cancelled', 'ended'])
  })

  test('is judged both ways: who may not scale down may not scale up for a while', async () => {
    const { objects, apply } = obedientWeb()
    const denied = { kind: 'deny', rule: { name: 'no' }, reason: 'never fewer' } as const
    const judge = ({ size }: { size?: { before: number; after: number } }) =>
      size && size.after < size.before ? denied : allowed
    const road = testRoad({ objects, apply, judge })

    await ask(road, 'scale web 5 --for 1h')

    expect(road.writes).toEqual([])
    expect(said(road.conversation.replies[0]?.view)).toContain('never fewer')
  })

  test('is no longer than the policy lets it be', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5 --for 3d')

    expect(said(road.conversation.replies[0]?.view)).toContain('--for may be 1 d at most')
    expect(road.events).toEqual([])
  })
})

describe('--at', () => {
  test('holds the plan until its moment, checked on the server first', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })
    await road.keeper().start()

    await ask(road, 'scale web 5 --at +2h')

    expect(said(road.conversation.replies[0]?.view)).toContain('Scheduled')
    expect(road.events).toEqual(['dry-run', 'request'])
    await road.clock.advance(HOUR)
    expect(replicas()).toBe(3)
    await road.clock.advance(HOUR + 10_000)
    expect(replicas()).toBe(5)
    expect(await road.plan()).toMatchObject({ state: 'ended', outcome: { kind: 'rolled-out' } })
  })

  test('is void when the object is not as it was by then', async () => {
    const { objects, apply, become, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })
    await road.keeper().start()

    await ask(road, 'scale web 5 --at +2h')
    become(4)
    await road.clock.advance(2 * HOUR + 10_000)

    expect(replicas()).toBe(4)
    expect(await road.plan()).toMatchObject({ state: 'void' })
  })

  test('expires when nobody was there at its moment', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5 --at +2h')
    await road.clock.advance(4 * HOUR)
    await road.keeper().start()
    await road.clock.advance(10_000)

    expect(replicas()).toBe(3)
    expect(await road.plan()).toMatchObject({ state: 'expired' })
  })

  test('is judged for that moment too', async () => {
    const { objects, apply } = obedientWeb()
    const frozen = { kind: 'deny', rule: { name: 'night' }, reason: 'no changes at night' } as const
    const judge = ({ at }: { at: Date }) => (at.getUTCHours() >= 22 ? frozen : allowed)
    const road = testRoad({ objects, apply, judge })

    await ask(road, 'scale web 5 --at 23:00')

    expect(said(road.conversation.replies[0]?.view)).toContain('no changes at night')
  })

  test('is not further ahead than the policy lets it be', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })

    await ask(road, 'scale web 5 --at +30d')

    expect(said(road.conversation.replies[0]?.view)).toContain('--at may be 7 d ahead at most')
  })
})
