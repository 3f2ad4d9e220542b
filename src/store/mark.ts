import type { Database } from './open-database.ts'

/** The newest record of a store at one time: whatever bears it is that store, or a later copy of it. */
export type Mark = { readonly seq: number; readonly hash: string }

export const markOf = (db: Database): Promise<Mark> =>
  db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow()

export async function bears(db: Database, { seq, hash }: Mark): Promise<boolean> {
  if (seq === 0) return true
  const record = await db
    .selectFrom('audit')
    .select('hash')
    .where('seq', '=', seq)
    .executeTakeFirst()
  return record?.hash === hash
}
