import { randomUUID } from 'node:crypto'
import type { HeldPlan } from '../../core/held/held-plan.ts'
import type { PlanBook, Step } from '../../core/held/plan-book.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { logKept, logLost } from '../audit/store-trail.ts'
import type { Database } from '../open-database.ts'
import { isPassing, messageOf, storeUnavailable } from '../store-error.ts'
import type { Store } from '../store.ts'
import type { PlanRow } from '../tables.ts'
import { readHeldPlan } from './held-plan-json.ts'
import { listPlans } from './list-plans.ts'
import { makeStep, type Made } from './make-step.ts'

type Parts = { readonly clock: Clock; readonly log: Log }

/** So often, and for so long, is a step tried whose connection was lost, or that others were in the way of. */
const ATTEMPTS = 4
const PATIENCE_MS = 10_000

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
      return new Date(Math.max(clock.now().getTime(), at === '' ? 0 : Date.parse(at)))
    },
    commit: async (step) => {
      const { result, records } = await keep(step)
      for (const record of records) logKept(log, record)
      return result
    },
  }

  async function keep(step: Step): Promise<Made> {
    // The same for all attempts: one whose answer was lost is recognised by the next.
    const id = randomUUID()
    try {
      return await store.use((db) =>
        insist(clock, (isAgain) => makeStep(db, step, { id, at: clock.now(), isAgain })),
      )
    } catch (error) {
      for (const record of step.records) logLost(log, record, error)
      throw error
    }
  }
}

/** A connection may be lost between a commit and its answer: only trying again tells which of the two it was. */
async function insist<T>(clock: Clock, attempt: (isAgain: boolean) => Promise<T>): Promise<T> {
  const from = clock.monotonic()
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt(left < ATTEMPTS - 1)
    } catch (error) {
      const isOver = left === 0 || clock.monotonic() - from > PATIENCE_MS
      if (isOver || !isPassing(error)) throw error
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
