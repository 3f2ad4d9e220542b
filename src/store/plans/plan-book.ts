import type { HeldPlan } from '../../core/held/held-plan.ts'
import type { PlanBook, Step } from '../../core/held/plan-book.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { logKept, logLost } from '../audit/store-trail.ts'
import type { Database } from '../open-database.ts'
import { messageOf, storeUnavailable } from '../store-error.ts'
import { keepStep } from '../steps/keep-step.ts'
import type { Store } from '../store.ts'
import { storeTime } from '../take-turn.ts'
import type { PlanRow } from '../tables.ts'
import { readHeldPlan } from './held-plan-json.ts'
import { listPlans } from './list-plans.ts'
import { planStep } from './plan-step.ts'

type Parts = { readonly clock: Clock; readonly log: Log }

/** Plans in the store. The log has a copy of each record that a step wrote, also of those that were not taken. */
export function createPlanBook(store: Store, { clock, log }: Parts): PlanBook {
  return {
    find: async (id) => {
      const row = await store.use((db) => rowOf(db, id))
      return row && readOrThrow(row)
    },
    list: async (query) => {
      const rows = await store.use((db) => listPlans(db, query))
      return rows.flatMap((row) => readable(row, log))
    },
    now: async () => {
      const { at } = await store.use((db) =>
        db.selectFrom('store_time').select('at').executeTakeFirstOrThrow(),
      )
      return storeTime(at, clock.now())
    },
    commit: async (step) => {
      const made = await keep(step)
      if (made.kind === 'not-made') return made.reason
      for (const record of made.records) logKept(log, record)
      return { kind: 'done', seqs: made.seqs }
    },
  }

  async function keep(step: Step) {
    try {
      return await keepStep(store, planStep(step), clock)
    } catch (error) {
      for (const record of step.records) logLost(log, record, error)
      throw error
    }
  }
}

const rowOf = (db: Database, id: string): Promise<PlanRow | undefined> =>
  db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()

function readOrThrow({ id, body }: PlanRow): HeldPlan {
  try {
    return readHeldPlan(body)
  } catch (error) {
    throw storeUnavailable(new Error(`plan ${id} cannot be read`, { cause: error }))
  }
}

/** One that cannot be read must not keep the others from being seen. */
function readable(row: PlanRow, log: Log): HeldPlan[] {
  try {
    return [readHeldPlan(row.body)]
  } catch (error) {
    log.error({ plan: row.id, why: messageOf(error) }, 'stored plan cannot be read')
    return []
  }
}
