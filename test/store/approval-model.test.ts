import { afterAll, beforeAll, describe } from 'vitest'
import { createPlanBook } from '../../src/store/plans/plan-book.ts'
import { createStore, type Store } from '../../src/store/store.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { approvalModel } from '../behaviour/approval-model.ts'
import { fakeLog } from '../support/fake-log.ts'
import { type Engine, engines } from '../support/store-engines.ts'

const RUNS = 60

describe.each(await engines())('on %s', (_, boot) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => {
    engine = await boot()
    store = createStore(await engine.fresh(), { clock: systemClock, log: fakeLog() })
    await store.service.start()
  })
  afterAll(async () => {
    await store.service.stop()
    await engine.stop()
  })

  // Its plans have ids of their own: one store does for all runs.
  approvalModel(async (clock) => createPlanBook(store, { clock, log: fakeLog() }), RUNS)
})
