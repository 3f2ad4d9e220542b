import { z } from 'zod'
import type { AuditRecord } from '../../src/core/audit.ts'
import { readRecords } from '../../src/store/audit/read-records.ts'
import { verify } from '../../src/store/audit/verify.ts'
import { type Database, openDatabase } from '../../src/store/open-database.ts'
import type { StoreTarget } from '../../src/store/settings.ts'

/** What the tests look at of a held plan; read by themselves, not by the program's own reader. */
const StoredPlan = z.looseObject({
  state: z.string(),
  createdAt: z.string(),
  dueAt: z.string().optional(),
  plan: z.looseObject({
    id: z.string(),
    requestId: z.string(),
    words: z.string(),
    undoes: z.string().optional(),
    effects: z.array(
      z.looseObject({
        target: z.looseObject({ name: z.string() }),
        patch: z.array(z.unknown()),
        changes: z.array(z.looseObject({ field: z.string(), after: z.unknown() })),
      }),
    ),
  }),
  votes: z.array(z.looseObject({ choice: z.string(), voter: z.looseObject({ user: z.string() }) })),
  outcome: z.looseObject({ kind: z.string(), why: z.string().optional() }).optional(),
  revertOf: z.string().optional(),
  revertId: z.string().optional(),
  replacedBy: z.string().optional(),
})
export type StoredPlan = z.infer<typeof StoredPlan>

export type Ledger = {
  /** Oldest first. */
  readonly plans: readonly StoredPlan[]
  /** Keys of messages that Slack does not show yet as they should be. */
  readonly pending: readonly string[]
  readonly records: readonly AuditRecord[]
  /** Why the chain of records does not hold; undefined when it does. */
  readonly broken: string | undefined
}

/** Looks into the store while the bot is at it, and lets go of it again: a crash must find it as it would be. */
export async function look<T>(target: StoreTarget, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(target, { create: false })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

export async function readPlans(db: Database): Promise<readonly StoredPlan[]> {
  const rows = await db.selectFrom('plans').select('body').orderBy('turn').orderBy('id').execute()
  const plans = rows.map(({ body }) => StoredPlan.parse(JSON.parse(body)))
  return plans.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
}

export async function readPending(db: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('key')
    .where('given_up', 'is', null)
    .whereRef('delivered', '<', 'revision')
    .execute()
  return rows.map(({ key }) => key)
}

/** As if the time was over for which a dead process had taken messages for itself. */
export async function releaseMessages(db: Database): Promise<void> {
  await db.updateTable('deliveries').set({ claimed_until: '' }).execute()
}

export async function readLedger(target: StoreTarget): Promise<Ledger> {
  return look(target, async (db) => {
    const verified = await verify(db)
    const records: AuditRecord[] = []
    for await (const record of readRecords(db)) records.push(record)
    return {
      plans: await readPlans(db),
      pending: await readPending(db),
      records,
      broken: verified.holds ? undefined : `record ${verified.seq}: ${verified.why}`,
    }
  })
}
