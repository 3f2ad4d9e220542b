import { z } from 'zod'
import type { AuditRecord } from '../../core/audit.ts'
import type { PlanWrite, Step, StepResult } from '../../core/held/plan-book.ts'
import { appendWithin, recordOf } from '../audit/chain.ts'
import { putDeliveries } from '../deliveries/put-deliveries.ts'
import type { Database, Transaction } from '../open-database.ts'
import { takeTurn } from '../take-turn.ts'
import { planRow, uidsOf } from './plan-row.ts'
import { repeatedBy } from './repeated-by.ts'

export type Made = { readonly result: StepResult; readonly records: readonly AuditRecord[] }

/** `id` is of this step alone: when it was made already, its answer was lost, and this is that answer. */
type Attempt = { readonly id: string; readonly at: Date }

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

async function make(transaction: Transaction, step: Step, { id, at }: Attempt): Promise<Made> {
  const turn = await takeTurn(transaction, at)
  const before = await madeBefore(transaction, id)
  if (before) return before
  const repeated = await repeatedBy(transaction, step, at)
  if (repeated) throw new NotMade({ kind: 'repeated', by: repeated })
  for (const write of step.plans) await writePlan(transaction, write, { step, turn: turn.turn })
  const records: AuditRecord[] = []
  for (const record of step.records) records.push(await appendWithin(transaction, record))
  await putDeliveries(transaction, step.deliveries, turn)
  const seqs = records.map(({ seq }) => seq)
  await transaction
    .insertInto('steps')
    .values({ id, seqs: JSON.stringify(seqs), at: turn.at })
    .execute()
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

type Around = { readonly step: Step; readonly turn: number }

async function writePlan(transaction: Transaction, write: PlanWrite, around: Around) {
  const isMade =
    write.expected === 'new'
      ? await insertPlan(transaction, write, around)
      : await swapPlan(transaction, write, write.expected)
  if (!isMade) throw new NotMade({ kind: 'stale' })
}

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
  const targets = uidsOf(next).map((uid) => ({ plan_id: id, uid }))
  if (made && targets.length > 0)
    await transaction.insertInto('plan_targets').values(targets).execute()
  return made !== undefined
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
