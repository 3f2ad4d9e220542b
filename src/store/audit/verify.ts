import { markOf } from '../mark.ts'
import { AuditEntry, AuditRecord } from '../../core/audit.ts'
import { sameJson } from '../../core/canonical.ts'
import { GENESIS } from '../migrations.ts'
import type { Database } from '../open-database.ts'
import type { AuditObjectRow, AuditRow } from '../tables.ts'
import { chainHash, columnsOf, objectRows } from './chain.ts'

/** A place in the chain: a number and its hash. Kept elsewhere, it proves that nothing before it was changed. */
export type Checkpoint = { readonly seq: number; readonly hash: string }

export type Verification =
  | { readonly holds: true; readonly last: Checkpoint }
  /** `seq` is the first record that is not as it was written. */
  | { readonly holds: false; readonly seq: number; readonly why: string }

const PAGE = 1000

/** Reads the whole chain and finds a record that was edited, deleted, moved or cut off. */
export async function verify(
  db: Database,
  ...expected: readonly Checkpoint[]
): Promise<Verification> {
  const head = await markOf(db)
  const bySeq = Map.groupBy([head, ...expected], ({ seq }) => seq)
  let last: Checkpoint = { seq: 0, hash: GENESIS }
  for (;;) {
    const rows = await readPage(db, last.seq)
    if (rows.length === 0) break
    const objects = await readObjects(db, rows)
    for (const row of rows) {
      const known = bySeq.get(row.seq) ?? []
      const why = whyBroken(row, { last, objects: objects.get(row.seq) ?? [], known })
      // A gap in the numbers: what is missing is what broke first.
      if (why !== undefined) return { holds: false, seq: last.seq + 1, why }
      last = { seq: row.seq, hash: row.hash }
    }
  }
  const end = Math.max((await markOf(db)).seq, head.seq, ...bySeq.keys())
  if (last.seq >= end) return { holds: true, last }
  return { holds: false, seq: last.seq + 1, why: `it is missing, and all up to ${end}` }
}

type Around = {
  readonly last: Checkpoint
  readonly objects: readonly AuditObjectRow[]
  readonly known: readonly Checkpoint[]
}

function whyBroken(row: AuditRow, { last, objects, known }: Around): string | undefined {
  if (row.seq !== last.seq + 1) return `it is missing; the next one is ${row.seq}`
  if (row.prev_hash !== last.hash) return 'it does not follow the record before it'
  if (row.hash !== chainHash(row.prev_hash, row.body)) return 'its content was changed'
  if (!isIndexed(row, objects)) return 'what it is found by was changed'
  if (known.some(({ hash }) => hash !== row.hash))
    return 'it is not the record that was written under this number'
  return undefined
}

/** The body is what counts; but whoever changes the columns hides a record from those who look for it. */
function isIndexed({ body, ...row }: AuditRow, objects: readonly AuditObjectRow[]): boolean {
  const entry = readBody(body)
  if (!entry || entry.seq !== row.seq) return false
  const { seq, prev_hash: _, hash: __, ...columns } = row
  return sameJson(columns, columnsOf(entry)) && sameJson(objects, objectRows(entry, seq))
}

const Body = AuditEntry.extend({ seq: AuditRecord.shape.seq })

function readBody(body: string) {
  try {
    return Body.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

const readPage = (db: Database, after: number): Promise<AuditRow[]> =>
  db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute()

async function readObjects(db: Database, rows: readonly AuditRow[]) {
  const [first, last] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0]
  const found = await db
    .selectFrom('audit_objects')
    .selectAll()
    .where('seq', '>=', first)
    .where('seq', '<=', last)
    .orderBy('seq')
    .orderBy('position')
    .execute()
  return Map.groupBy(found, ({ seq }) => seq)
}
