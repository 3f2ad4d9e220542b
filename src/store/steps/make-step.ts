import { z } from 'zod'
import type { AuditEntry, AuditRecord } from '../../core/audit.ts'
import type { Delivery } from '../../core/delivery.ts'
import { putLinks, recordOf, takePlaces } from '../audit/chain.ts'
import { putDeliveries } from '../deliveries/put-deliveries.ts'
import type { Database, Transaction } from '../open-database.ts'
import { allDone, sideBySide } from '../side-by-side.ts'
import { takeTurn, type Turn } from '../take-turn.ts'

/** What happens together or not at all: states of some kind, their records, and the messages that tell of them. */
export type Making<R> = {
  /** Writes the next states. Whatever it returns is why they cannot be: everything is taken back then. */
  readonly write: (transaction: Transaction, turn: Turn) => Promise<R | undefined>
  readonly records: readonly AuditEntry[]
  readonly deliveries: readonly Delivery[]
}

type Written = { readonly seqs: readonly number[]; readonly records: readonly AuditRecord[] }
export type Made<R> =
  | ({ readonly kind: 'made' } & Written)
  | { readonly kind: 'not-made'; readonly reason: R }

type Attempt = {
  /** Of this step alone. */
  readonly id: string
  readonly at: Date
  /** It may be made already, and only its answer was lost. */
  readonly isAgain: boolean
}

/** All of a step or nothing of it, in one transaction. */
export async function makeStep<R>(
  db: Database,
  making: Making<R>,
  attempt: Attempt,
): Promise<Made<R>> {
  let reason: R | undefined
  const write: Making<R>['write'] = async (transaction, turn) => {
    reason = await making.write(transaction, turn)
    if (reason !== undefined) throw new TakenBack()
    return undefined
  }
  try {
    const written = await db
      .transaction()
      .execute(async (own) => make(await sideBySide(own), { ...making, write }, attempt))
    return { kind: 'made', ...written }
  } catch (error) {
    if (error instanceof TakenBack && reason !== undefined) return { kind: 'not-made', reason }
    throw error
  }
}

class TakenBack extends Error {}

async function make<R>(
  transaction: Transaction,
  { write, records: entries, deliveries }: Making<R>,
  { id, at, isAgain }: Attempt,
): Promise<Written> {
  const before = isAgain && (await madeBefore(transaction, { id, at }))
  if (before) return before
  const [turn, links] = await allDone([takeTurn(transaction, at), takePlaces(transaction, entries)])
  const records = links.map(({ record }) => record)
  const seqs = records.map(({ seq }) => seq)
  const mark = { id, seqs: JSON.stringify(seqs), at: turn.at }
  await allDone([
    write(transaction, turn),
    putLinks(transaction, links),
    putDeliveries(transaction, deliveries, turn),
    transaction.insertInto('steps').values(mark).execute(),
  ])
  return { seqs, records }
}

/** What an earlier attempt made, whose answer was lost. */
async function madeBefore(
  transaction: Transaction,
  { id, at }: Pick<Attempt, 'id' | 'at'>,
): Promise<Written | undefined> {
  // It may be under way still: whoever has the turn knows.
  await takeTurn(transaction, at)
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
  return { seqs, records: rows.map(recordOf) }
}

const Seqs = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.array(z.number()))
