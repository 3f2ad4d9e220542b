import type { ExpressionBuilder } from 'kysely'
import type { AuditedChange, AuditLog, AuditQuery, AuditRecord } from '../../core/audit.ts'
import type { Database } from '../open-database.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import { recordOf } from './chain.ts'

/** Reads the trail for people. */
export const createAuditLog = (store: Store): AuditLog => ({
  find: (query) => store.use((db) => find(db, query)),
})

async function find(db: Database, query: AuditQuery): Promise<AuditedChange[]> {
  const records = (await matching(db, query).execute()).map(recordOf)
  const plans = records.flatMap(({ kind, plan }) => (isWhole(kind) || !plan ? [] : [plan.id]))
  const later = await laterOf(db, plans)
  return records.map((record) => {
    if (isWhole(record.kind)) return { record }
    const own = later.get(record.plan?.id ?? '') ?? []
    return changeOf(record, own.filter(isAfter(record)))
  })
}

/** Nothing comes after it. */
const isWhole = (kind: AuditRecord['kind']) => kind === 'refusal' || kind === 'attention'

function changeOf(record: AuditRecord, later: readonly AuditRecord[]): AuditedChange {
  const votes = later.filter(({ kind }) => kind === 'vote')
  const decision = later.findLast(({ kind }) => kind === 'decision')
  const ended = later.findLast(({ kind }) => kind === 'outcome')
  return {
    record,
    ...(votes.length > 0 && { votes }),
    ...(decision && { decision }),
    ...(ended && { ended }),
    ...(later.length > 0 && { later }),
  }
}

const isAfter =
  ({ seq }: AuditRecord) =>
  (other: AuditRecord): boolean =>
    other.seq > seq

/** First records: those that came later are told with them. */
function matching(
  db: Database,
  { cluster, object, namespace, by, since, plan, request, before, limit }: AuditQuery,
) {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where('cluster', '=', cluster)
    .where((row) =>
      row.or([
        row('kind', 'in', ['request', 'refusal', 'attention']),
        row.and([row('kind', '=', 'intent'), row.not(row.exists(requestOfSamePlan(row)))]),
      ]),
    )
  if (plan !== undefined) query = query.where('plan_id', '=', plan)
  if (request !== undefined) query = query.where((row) => belongsTo(row, request))
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

/** What a request asked for, was refused, or had its part in: a vote leads to its plan. */
const belongsTo = (row: ExpressionBuilder<Tables, 'audit'>, request: string) =>
  row.or([
    row('request', '=', request),
    row.and([
      row('kind', 'in', ['request', 'intent']),
      row('plan_id', 'in', (inner) =>
        inner
          .selectFrom('audit as part')
          .select('part.plan_id')
          .where('part.request', '=', request)
          .where('part.kind', '!=', 'refusal')
          .where('part.plan_id', 'is not', null),
      ),
    ]),
  ])

const requestOfSamePlan = (row: ExpressionBuilder<Tables, 'audit'>) =>
  row
    .selectFrom('audit as asked')
    .select('asked.seq')
    .whereRef('asked.plan_id', '=', 'audit.plan_id')
    .where('asked.kind', '=', 'request')

const keyOf = ({ group, resource, namespace = '', name }: NonNullable<AuditQuery['object']>) => ({
  api_group: group,
  resource,
  namespace,
  name,
})

async function laterOf(db: Database, plans: readonly string[]) {
  if (plans.length === 0) return new Map<string, AuditRecord[]>()
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('plan_id', 'in', plans)
    .where('kind', '!=', 'refusal')
    .orderBy('seq')
    .execute()
  return Map.groupBy(rows.map(recordOf), ({ plan }) => plan?.id ?? '')
}
