import { expect, test } from 'vitest'
import type { View } from '../../src/core/view.ts'
import { createStoreWatch } from '../../src/notify/blindness/store-away.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { words } from '../support/incident-stage.ts'

const MINUTE = 60_000

async function watching() {
  const clock = fakeClock()
  const store = { problem: undefined as string | undefined }
  const shown: View[] = []
  const watch = createStoreWatch({
    unready: () => store.problem,
    show: (view) => void shown.push(view),
    clock,
  })
  await watch.start()
  return { clock, store, watch, said: () => shown.map(words) }
}

test('D1: a store that stays away is told once, without it, and that it is back', async () => {
  const { clock, store, said } = await watching()
  store.problem = 'the store cannot be written'
  await clock.advance(10 * MINUTE)
  expect(said()).toEqual([expect.stringContaining('failed: The store cannot be used since')])

  store.problem = undefined
  await clock.advance(MINUTE)
  expect(said()[1]).toContain('resolved: The store can be used again · it was away for 10 min')
  expect(said()).toHaveLength(2)
})

test('one that comes back by itself within a minute is not told', async () => {
  const { clock, store, said, watch } = await watching()
  store.problem = 'the store cannot be written'
  await clock.advance(50_000)
  store.problem = undefined
  await clock.advance(5 * MINUTE)

  expect(said()).toEqual([])
  await watch.stop()
  expect(clock.pending()).toBe(0)
})
