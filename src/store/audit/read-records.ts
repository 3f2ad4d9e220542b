import type { AuditRecord } from '../../core/audit.ts'
import type { Database } from '../open-database.ts'
import { recordOf } from './chain.ts'

const PAGE = 500

/** Every record in order, a page at a time. */
export async function* readRecords(db: Database): AsyncGenerator<AuditRecord> {
  let last = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    if (rows.length === 0) return
    yield* rows.map(recordOf)
    last = rows.at(-1)?.seq ?? last
  }
}
