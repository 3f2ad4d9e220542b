import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { createStore } from '../../src/store/store.ts'
import type { StoreTarget } from '../../src/store/settings.ts'
import { fakeClock } from '../support/fake-clock.ts'
import { fakeLog } from '../support/fake-log.ts'
import type { Boot, Engine } from '../support/store-engines.ts'

/** The engine of a suite: booted before its tests, stopped after them. */
export function booted(boot: Boot): Engine {
  let engine: Engine | undefined
  beforeAll(async () => {
    engine = await boot()
  }, 60_000)
  afterAll(() => engine?.stop())
  return {
    fresh: () => engine?.fresh() ?? Promise.reject(new Error('the engine is not booted yet')),
    stop: () => engine?.stop() ?? Promise.resolve(),
  }
}

/** A started store, stopped when the test is over. */
export async function openStore(target: StoreTarget) {
  const clock = fakeClock()
  const log = fakeLog()
  const store = createStore(target, { clock, log })
  await store.service.start()
  onTestFinished(() => store.service.stop())
  return { clock, log, store }
}
