import type { PlanQuery } from '../../core/held/plan-book.ts'
import type { Database } from '../open-database.ts'
import type { PlanRow } from '../tables.ts'

/** Newest first. */
export function listPlans(db: Database, wanted: PlanQuery): Promise<PlanRow[]> {
  const { states, dueBy, uid, openReview } = wanted
  let query = db
    .selectFrom('plans')
    .selectAll()
    .where((row) => row.and(columnsOf(wanted)))
  if (states) query = query.where('state', 'in', states.length > 0 ? states : [''])
  if (openReview) query = query.where('open_review', '=', 1)
  if (dueBy) query = query.where('due', '<=', dueBy.toISOString())
  if (uid !== undefined)
    query = query.where('id', 'in', (inner) =>
      inner.selectFrom('plan_targets').select('plan_id').where('uid', '=', uid),
    )
  return query.orderBy('turn', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}

const columnsOf = ({ cluster, requester, channelId }: PlanQuery) => ({
  ...(cluster !== undefined && { cluster }),
  ...(requester !== undefined && { requester }),
  ...(channelId !== undefined && { channel: channelId }),
})
