import { GOING_ON, type PlanCensus } from '../../core/held/plan-census.ts'
import type { Store } from '../store.ts'

/** Counted by the store: no plan is read. */
export const createPlanCensus =
  (store: Store): PlanCensus =>
  async () => {
    const rows = await store.use((db) =>
      db
        .selectFrom('plans')
        .select(({ fn }) => ['state', fn.countAll().as('count'), fn.min('created_at').as('oldest')])
        .where('state', 'in', GOING_ON)
        .groupBy('state')
        .execute(),
    )
    return rows.flatMap(({ state, count, oldest }) => {
      const known = GOING_ON.find((one) => one === state)
      return known ? [{ state: known, count: Number(count), oldest: new Date(oldest) }] : []
    })
  }
