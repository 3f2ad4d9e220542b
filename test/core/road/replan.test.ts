import { expect, test } from 'vitest'
import { obedientWeb } from './obedient-web.ts'
import { jane } from './road-world.ts'
import { testRoad } from './road.ts'

const never = new AbortController().signal

async function ask(road: ReturnType<typeof testRoad>, words: string) {
  const asked = road.ask(words)
  await road.clock.advance(3000)
  await asked
}

test('the same words are planned anew on what is there now', async () => {
  const { objects, apply, become } = obedientWeb()
  const road = testRoad({ objects, apply })
  await ask(road, 'scale web 5 --at +2h --reason "night"')
  const held = await road.plan()
  if (!held) throw new TypeError('nothing is held')

  become(4)
  await road.clock.advance(60_000)
  const { plan, verdict } = await road.replan(held, jane, never)

  expect(plan.effects[0]?.changes).toEqual([{ field: 'replicas', before: 4, after: 5 }])
  expect(plan).toMatchObject({ at: held.plan.at, reason: 'night', words: held.plan.words })
  expect(plan.id).not.toBe(held.plan.id)
  expect(plan.hash).not.toBe(held.plan.hash)
  expect(verdict.kind).toBe('allow')
})

test('`undo` alone still means the change that it meant', async () => {
  const { objects, apply, replicas } = obedientWeb()
  const road = testRoad({ objects, apply })
  await ask(road, 'scale web 5')
  const first = await road.plan()
  await ask(road, 'undo --at +1h')
  const [held] = await road.plans()
  if (!held) throw new TypeError('nothing is held')

  const { plan } = await road.replan(held, jane, never)

  expect(replicas()).toBe(5)
  expect(plan).toMatchObject({ undoes: first?.plan.id, words: `undo ${first?.plan.id} --at "+1h"` })
})
