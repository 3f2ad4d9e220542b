import type { AuditedChange, AuditLog, AuditQuery } from '../../core/audit.ts'
import type { Database } from '../open-database.ts'
import type { Store } from '../store.ts'
import { recordOf } from './chain.ts'

/** Reads the trail for people. */
export const createAuditLog = (store: Store): AuditLog => ({
  find: (query) => store.use((db) => find(db, query)),
})

async function find(db: Database, query: AuditQuery): Promise<AuditedChange[]> {
  const rows = await matching(db, query).execute()
  const records = rows.map(recordOf)
  const plans = records.flatMap(({ kind, plan }) => (kind === 'intent' && plan ? [plan.id] : []))
  const ended = await outcomesOf(db, plans)
  return records.map((record) => {
    const outcome = record.kind === 'intent' ? ended.get(record.plan?.id ?? '') : undefined
    return { record, ...(outcome && { ended: outcome }) }
  })
}

function matching(
  db: Database,
  { cluster, object, namespace, by, since, before, limit }: AuditQuery,
) {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where('cluster', '=', cluster)
    .where('kind', '!=', 'outcome')
  if (since) query = query.where('at', '>=', since.toISOString())
  if (before !== undefined) query = query.where('seq', '<', before)
  if (by !== undefined)
    query = query.where((row) => row.or([row('slack_user', '=', by), row('kube_user', '=', by)]))
  if (object ?? namespace) {
    const about = { ...(namespace !== undefined && { namespace }), ...(object && keyOf(object)) }
    query = query.where('seq', 'in', (inner) =>
      inner
        .selectFrom('audit_objects')
        .select('seq')
        .where((row) => row.and(about)),
    )
  }
  return query.orderBy('seq', 'desc').limit(limit)
}

const keyOf = ({ group, resource, namespace = '', name }: NonNullable<AuditQuery['object']>) => ({
  api_group: group,
  resource,
  namespace,
  name,
})

async function outcomesOf(db: Database, plans: readonly string[]) {
  if (plans.length === 0) return new Map<string, ReturnType<typeof recordOf>>()
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('plan_id', 'in', plans)
    .where('kind', '=', 'outcome')
    .execute()
  return new Map(rows.map((row) => [row.plan_id, recordOf(row)]))
}
