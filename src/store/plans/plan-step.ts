import type { PlanWrite, Step, StepResult } from '../../core/held/plan-book.ts'
import type { Transaction } from '../open-database.ts'
import { allDone, putRows } from '../side-by-side.ts'
import type { Making } from '../steps/make-step.ts'
import { planRow, uidsOf } from './plan-row.ts'
import { repeatedBy } from './repeated-by.ts'

type Refused = Exclude<StepResult, { readonly kind: 'done' }>

/** Plans' next states, as a step of the store. */
export const planStep = (step: Step): Making<Refused> => ({
  ...step,
  write: async (transaction, { turn, at }) => {
    const repeated = await repeatedBy(transaction, step, new Date(at))
    if (repeated) return { kind: 'repeated', by: repeated }
    const made = await allDone(
      step.plans.map((write) => writePlan(transaction, write, { step, turn })),
    )
    return made.every(Boolean) ? undefined : { kind: 'stale' }
  },
})

type Around = { readonly step: Step; readonly turn: number }

const writePlan = (transaction: Transaction, write: PlanWrite, around: Around) =>
  write.expected === 'new'
    ? insertPlan(transaction, write, around)
    : swapPlan(transaction, write, write.expected)

async function insertPlan(transaction: Transaction, { next }: PlanWrite, { step, turn }: Around) {
  const { id } = next.plan
  const said = next.said ?? null
  const row = planRow({ ...next, version: 1 })
  const made = await transaction
    .insertInto('plans')
    .values({ id, turn, said, once_key: step.once?.key ?? null, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await putRows(
    uidsOf(next).map((uid) => ({ plan_id: id, uid })),
    (rows) => transaction.insertInto('plan_targets').values(rows).execute(),
  )
  return true
}

async function swapPlan(transaction: Transaction, { next }: PlanWrite, expected: number) {
  const swapped = await transaction
    .updateTable('plans')
    .set(planRow({ ...next, version: expected + 1 }))
    .where('id', '=', next.plan.id)
    .where('version', '=', expected)
    .returning('id')
    .executeTakeFirst()
  return swapped !== undefined
}
