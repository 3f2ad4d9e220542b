import { describe, expect, test } from 'vitest'
import { UnavailableError } from '../../../src/core/errors.ts'
import { text } from '../../../src/core/text.ts'
import { obedientWeb } from '../road/obedient-web.ts'
import { jane } from '../road/road-world.ts'
import { testRoad } from '../road/road.ts'

const HOUR = 3_600_000

describe('the keeper', () => {
  test('waits quietly while the store is away, and begins what is due when it is back', async () => {
    const { objects, apply, replicas } = obedientWeb()
    const road = testRoad({ objects, apply })
    await road.keeper().start()
    await road.ask('scale web 5 --at +1h')

    road.book.away = true
    await road.clock.advance(HOUR + 60_000)
    expect(replicas()).toBe(3)
    road.book.away = false
    await road.clock.advance(40_000)

    expect(replicas()).toBe(5)
    expect(road.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('is not held up by a plan that cannot be begun, and tries that one again', async () => {
    const { objects, apply, replicas } = obedientWeb()
    let isDown = false
    const road = testRoad({
      objects,
      apply,
      identify: async () => {
        if (isDown) throw new UnavailableError('directory-unavailable', text`no answer`)
        return jane
      },
    })
    await road.keeper().start()
    await road.ask('scale web 5 --at +1h')

    isDown = true
    await road.clock.advance(HOUR + 20_000)
    const meanwhile = await road.plan()
    isDown = false
    await road.clock.advance(40_000)

    expect(meanwhile).toMatchObject({ state: 'scheduled' })
    expect(replicas()).toBe(5)
    expect(road.writes.filter(({ dryRun }) => !dryRun)).toHaveLength(1)
  })

  test('beside another one begins a plan once', async () => {
    const { objects, apply } = obedientWeb()
    const road = testRoad({ objects, apply })
    await Promise.all([road.keeper().start(), road.another().keeper.start()])

    await road.ask('scale web 5 --at +1h')
    await road.clock.advance(HOUR + 20_000)

    expect(road.events).toEqual(['dry-run', 'request', 'intent', 'write', 'outcome rolled-out'])
  })
})
