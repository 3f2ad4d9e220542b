import { sql } from 'kysely'
import type { Database } from '../open-database.ts'
import type { DeliveryRow } from '../tables.ts'

/** With where its parent is. */
export type DueRow = DeliveryRow & {
  readonly parent_channel: string | null
  readonly parent_ts: string | null
  readonly parent_thread_ts: string | null
}

type Wish = {
  readonly limit: number
  /** Who asks. */
  readonly by: string
  readonly now: string
}

/** Deliveries of one place that one process is at: as many as keep a channel busy that takes one a second. */
const OF_ONE_PLACE = 4

/**
 * What is due and nobody is at: of each place no more than one process brings there in a moment, so that what is more
 * pressing, or newer, is taken before the rest of a backlog. Where another process is busy only what was asked for is
 * taken: two must not post twice as fast as Slack takes it.
 */
export const dueRows = (db: Database, { limit, by, now }: Wish): Promise<DueRow[]> =>
  db
    .with('waiting', () => waiting(db))
    .with('busy', (made) =>
      made
        .selectFrom('waiting')
        .select('where_to')
        .select(sql<number>`sum(case when claimed_by = ${by} then 1 else 0 end)`.as('mine'))
        .select(sql<number>`sum(case when claimed_by <> ${by} then 1 else 0 end)`.as('others'))
        .where('claimed_until', '>', now)
        .groupBy('where_to'),
    )
    .with('due', (made) =>
      made
        .selectFrom('waiting')
        .leftJoin('busy', 'busy.where_to', 'waiting.where_to')
        .select(['waiting.key', 'waiting.turn', 'waiting.position', 'waiting.urgency'])
        .select(sql<number>`${NTH} + coalesce(busy.mine, 0)`.as('nth'))
        .where('waiting.claimed_until', '<=', now)
        .where('waiting.next_at', '<=', now)
        .where('waiting.is_open', '=', 1)
        .where(sql`coalesce(busy.mine, 0)`, '<', OF_ONE_PLACE)
        .where((row) =>
          row.or([row('waiting.urgency', '=', 0), row(sql`coalesce(busy.others, 0)`, '=', 0)]),
        ),
    )
    .selectFrom('due')
    // SQLite keeps the order of a cross join: else it goes through every message that there ever was.
    .crossJoin('deliveries as own')
    .leftJoin('deliveries as above', 'above.key', 'own.parent')
    .selectAll('own')
    .select(OF_PARENT)
    .whereRef('own.key', '=', 'due.key')
    .where('due.nth', '<=', OF_ONE_PLACE)
    .orderBy('due.urgency')
    .orderBy('due.turn')
    .orderBy('due.position')
    .limit(limit)
    .execute()

const OF_PARENT = [
  'above.channel as parent_channel',
  'above.ts as parent_ts',
  'above.thread_ts as parent_thread_ts',
] as const

const NTH = sql`row_number() over (partition by waiting.where_to order by waiting.urgency, waiting.turn, waiting.position)`

/** Whatever Slack does not show as it should be, and the channel or person that it waits for. */
const waiting = (db: Database) =>
  db
    .selectFrom('deliveries as own')
    .leftJoin('deliveries as above', 'above.key', 'own.parent')
    .select(['own.key', 'own.turn', 'own.position', 'own.urgency'])
    .select(['own.next_at', 'own.claimed_until', 'own.claimed_by'])
    .select(sql<string>`coalesce(own.channel, above.channel, own.place)`.as('where_to'))
    .select(
      sql<number>`case when own.parent is null or above.ts is not null then 1 else 0 end`.as(
        'is_open',
      ),
    )
    .whereRef('own.delivered', '<', 'own.revision')
    .where('own.given_up', 'is', null)
