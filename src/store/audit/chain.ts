import { createHash } from 'node:crypto'
import { AuditEntry, type AuditRecord } from '../../core/audit.ts'
import { canonical } from '../../core/canonical.ts'
import type { Database, Transaction } from '../open-database.ts'
import { allDone, putRows } from '../side-by-side.ts'
import type { AuditObjectRow, AuditRow } from '../tables.ts'

/** SHA-256 over the hash before and the canonical JSON of what follows it. */
export const chainHash = (prevHash: string, body: string): string =>
  createHash('sha256').update(prevHash).update(body).digest('hex')

/** Puts an entry at the end of the chain. */
export const append = (db: Database, entry: AuditEntry): Promise<AuditRecord> =>
  db.transaction().execute(async (transaction) => {
    const link = linkTo(await takeHead(transaction, 1), entry)
    await putLinks(transaction, [link])
    return link.record
  })

/** An entry that found its place, and the text that its hash is over. */
export type Link = { readonly record: AuditRecord; readonly body: string }
type Head = Pick<AuditRecord, 'seq' | 'hash'>

/**
 * The end of the chain, behind which that many places are taken. All writers, of all processes, queue up for its one
 * row: the statement writes, so whoever comes second waits here on both engines, and then sees the new head.
 */
async function takeHead(transaction: Transaction, places: number): Promise<Head> {
  const { seq, hash } = await transaction
    .updateTable('audit_head')
    .set((row) => ({ seq: row('seq', '+', places) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  return { seq: seq - places, hash }
}

/** Entries in places of their own behind the head. */
export async function takePlaces(
  transaction: Transaction,
  entries: readonly AuditEntry[],
): Promise<Link[]> {
  if (entries.length === 0) return []
  let last = await takeHead(transaction, entries.length)
  return entries.map((entry) => {
    const link = linkTo(last, entry)
    last = link.record
    return link
  })
}

function linkTo({ seq: last, hash: prevHash }: Head, entry: AuditEntry): Link {
  const seq = last + 1
  const body = canonical({ ...entry, seq })
  return { record: { ...entry, seq, prevHash, hash: chainHash(prevHash, body) }, body }
}

/** Writes links that were taken, the last of which is the new head. */
export async function putLinks(transaction: Transaction, links: readonly Link[]): Promise<void> {
  const head = links.at(-1)?.record
  if (!head) return
  const { hash } = head
  await allDone([
    putRows(links.map(rowOf), (rows) => transaction.insertInto('audit').values(rows).execute()),
    putRows(
      links.flatMap(({ record }) => objectRows(record, record.seq)),
      (rows) => transaction.insertInto('audit_objects').values(rows).execute(),
    ),
    transaction.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute(),
  ])
}

const rowOf = ({ record, body }: Link): AuditRow => {
  const { seq, prevHash, hash } = record
  return { seq, prev_hash: prevHash, hash, body, ...columnsOf(record) }
}

/** A row as the record that it holds. */
export const recordOf = ({ seq, prev_hash: prevHash, hash, body }: AuditRow): AuditRecord => ({
  ...AuditEntry.parse(JSON.parse(body)),
  seq,
  prevHash,
  hash,
})

/** What a record is found by. */
export const columnsOf = ({ kind, at, request, cluster, actor, plan }: AuditEntry) => ({
  kind,
  at,
  cluster,
  slack_user: actor.userId,
  kube_user: actor.user,
  plan_id: plan?.id ?? '',
  request,
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
