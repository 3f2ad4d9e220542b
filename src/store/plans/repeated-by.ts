import type { HeldPlan } from '../../core/held/held-plan.ts'
import type { Step } from '../../core/held/plan-book.ts'
import type { Transaction } from '../open-database.ts'
import { allDone } from '../side-by-side.ts'
import { readHeldPlan } from './held-plan-json.ts'

/** The plan that a step would only say again. */
export async function repeatedBy(
  transaction: Transaction,
  step: Step,
  at: Date,
): Promise<HeldPlan | undefined> {
  const [said, done] = await allDone([
    saidBefore(transaction, step),
    doneJustNow(transaction, step, at),
  ])
  return said ?? done
}

async function saidBefore(transaction: Transaction, { plans }: Step) {
  const said = plans.flatMap(({ expected, next }) =>
    expected === 'new' && next.said !== undefined ? [next.said] : [],
  )
  if (said.length === 0) return undefined
  const row = await transaction
    .selectFrom('plans')
    .select('body')
    .where('said', 'in', said)
    .executeTakeFirst()
  return row && readHeldPlan(row.body)
}

/** Only the newest counts: 3, 5 and 3 again are three changes. */
async function doneJustNow(transaction: Transaction, { once }: Step, at: Date) {
  if (!once) return undefined
  const rows = await transaction
    .selectFrom('plans')
    .select('body')
    .where('once_key', '=', once.key)
    .where('state', 'in', ['executing', 'ended'])
    .orderBy('turn', 'desc')
    .limit(10)
    .execute()
  const newest = firstNotRefused(rows)
  if (newest?.plan.words !== once.words) return undefined
  return at.getTime() - Date.parse(newest.createdAt) < once.withinMs ? newest : undefined
}

/** Reading one is work: no more are read than are needed. */
function firstNotRefused(rows: readonly { readonly body: string }[]): HeldPlan | undefined {
  for (const { body } of rows) {
    const held = readHeldPlan(body)
    if (held.outcome?.kind !== 'refused') return held
  }
  return undefined
}
