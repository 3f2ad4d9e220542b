import { createHash } from 'node:crypto'
import { AuditEntry, type AuditRecord } from '../../core/audit.ts'
import { canonical } from '../../core/canonical.ts'
import type { Database, Transaction } from '../open-database.ts'
import type { AuditObjectRow, AuditRow } from '../tables.ts'

/** SHA-256 over the hash before and the canonical JSON of what follows it. */
export const chainHash = (prevHash: string, body: string): string =>
  createHash('sha256').update(prevHash).update(body).digest('hex')

/** Puts an entry at the end of the chain. All writers, of all processes, queue up for the head's one row. */
export const append = (db: Database, entry: AuditEntry): Promise<AuditRecord> =>
  db.transaction().execute((transaction) => appendWithin(transaction, entry))

/** The same as a part of a transaction. */
export async function appendWithin(
  transaction: Transaction,
  entry: AuditEntry,
): Promise<AuditRecord> {
  // The first statement writes: on both engines whoever comes second waits here, and then sees the new head.
  const { seq, hash: prevHash } = await transaction
    .updateTable('audit_head')
    .set((row) => ({ seq: row('seq', '+', 1) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  const body = canonical({ ...entry, seq })
  const hash = chainHash(prevHash, body)
  const row = { seq, prev_hash: prevHash, hash, body, ...columnsOf(entry) }
  await transaction.insertInto('audit').values(row).execute()
  const objects = objectRows(entry, seq)
  if (objects.length > 0) await transaction.insertInto('audit_objects').values(objects).execute()
  await transaction.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute()
  return { ...entry, seq, prevHash, hash }
}

/** A row as the record that it holds. */
export const recordOf = ({ seq, prev_hash: prevHash, hash, body }: AuditRow): AuditRecord => ({
  ...AuditEntry.parse(JSON.parse(body)),
  seq,
  prevHash,
  hash,
})

/** What a record is found by. */
export const columnsOf = ({ kind, at, cluster, actor, plan }: AuditEntry) => ({
  kind,
  at,
  cluster,
  slack_user: actor.userId,
  kube_user: actor.user,
  plan_id: plan?.id ?? '',
})

export const objectRows = ({ targets }: AuditEntry, seq: number): AuditObjectRow[] =>
  targets.map(({ group, resource, namespace = '', name }, position) => ({
    seq,
    position,
    api_group: group,
    resource,
    namespace,
    name,
  }))
