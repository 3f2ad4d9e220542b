import type { Backlog } from '../../core/delivery.ts'
import type { Database } from '../open-database.ts'

/** What Slack does not show yet as it should be. What belongs below a message that was given up waits for nothing. */
export async function backlog(db: Database): Promise<Backlog> {
  const { waiting, oldest } = await db
    .selectFrom('deliveries as own')
    .leftJoin('deliveries as above', 'above.key', 'own.parent')
    .select(({ fn }) => [fn.countAll().as('waiting'), fn.min('own.updated_at').as('oldest')])
    .whereRef('own.delivered', '<', 'own.revision')
    .where('own.given_up', 'is', null)
    .where('above.given_up', 'is', null)
    .executeTakeFirstOrThrow()
  return { waiting: Number(waiting), ...(oldest && { oldest: new Date(oldest) }) }
}
