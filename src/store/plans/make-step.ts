import { z } from 'zod'
import type { AuditRecord } from '../../core/audit.ts'
import type { PlanWrite, Step, StepResult } from '../../core/held/plan-book.ts'
import { linkAll, putLinks, recordOf, takeHead } from '../audit/chain.ts'
import { putDeliveries } from '../deliveries/put-deliveries.ts'
import type { Database, Transaction } from '../open-database.ts'
import { allDone, putRows } from '../side-by-side.ts'
import { takeTurn, type Turn } from '../take-turn.ts'
import { planRow, uidsOf } from './plan-row.ts'
import { repeatedBy } from './repeated-by.ts'

export type Made = { readonly result: StepResult; readonly records: readonly AuditRecord[] }

type Attempt = {
  /** Of this step alone. */
  readonly id: string
  readonly at: Date
  /** It may be made already, and only its answer was lost. */
  readonly isAgain: boolean
}

/** All of a step or nothing of it, in one transaction. */
export async function makeStep(db: Database, step: Step, attempt: Attempt): Promise<Made> {
  try {
    return await db.transaction().execute((transaction) => make(transaction, step, attempt))
  } catch (error) {
    if (error instanceof NotMade) return { result: error.result, records: [] }
    throw error
  }
}

/** Takes the transaction back. */
class NotMade extends Error {
  readonly result: StepResult

  constructor(result: StepResult) {
    super(result.kind)
    this.result = result
  }
}

async function make(transaction: Transaction, step: Step, attempt: Attempt): Promise<Made> {
  const turn = await takeTurn(transaction, attempt.at)
  const before = attempt.isAgain && (await madeBefore(transaction, attempt.id))
  if (before) return before
  const repeated = await repeatedBy(transaction, step, attempt.at)
  if (repeated) throw new NotMade({ kind: 'repeated', by: repeated })
  return write(transaction, step, { id: attempt.id, turn })
}

type Around = { readonly id: string; readonly turn: Turn }

async function write(transaction: Transaction, step: Step, { id, turn }: Around): Promise<Made> {
  const { plans, records: entries, deliveries } = step
  const links =
    entries.length > 0 ? linkAll(await takeHead(transaction, entries.length), entries) : []
  const records = links.map(({ record }) => record)
  const seqs = records.map(({ seq }) => seq)
  const mark = { id, seqs: JSON.stringify(seqs), at: turn.at }
  await allDone([
    ...plans.map((plan) => writePlan(transaction, plan, { step, turn: turn.turn })),
    putLinks(transaction, links),
    putDeliveries(transaction, deliveries, turn),
    transaction.insertInto('steps').values(mark).execute(),
  ])
  return { result: { kind: 'done', seqs }, records }
}

/** What an earlier attempt made, whose answer was lost. */
async function madeBefore(transaction: Transaction, id: string): Promise<Made | undefined> {
  const row = await transaction
    .selectFrom('steps')
    .select('seqs')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const seqs = Seqs.parse(row.seqs)
  const rows = await transaction
    .selectFrom('audit')
    .selectAll()
    .where('seq', 'in', seqs.length > 0 ? seqs : [0])
    .orderBy('seq')
    .execute()
  return { result: { kind: 'done', seqs }, records: rows.map(recordOf) }
}

const Seqs = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.array(z.number()))

type Beside = { readonly step: Step; readonly turn: number }

async function writePlan(transaction: Transaction, write: PlanWrite, beside: Beside) {
  const isMade =
    write.expected === 'new'
      ? await insertPlan(transaction, write, beside)
      : await swapPlan(transaction, write, write.expected)
  if (!isMade) throw new NotMade({ kind: 'stale' })
}

async function insertPlan(transaction: Transaction, { next }: PlanWrite, { step, turn }: Beside) {
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
