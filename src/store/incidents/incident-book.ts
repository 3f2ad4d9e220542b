import type { IncidentBook, IncidentStep } from '../../core/incidents/incident-book.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { logKept, logLost } from '../audit/store-trail.ts'
import type { Database } from '../open-database.ts'
import { keepStep } from '../steps/keep-step.ts'
import { messageOf } from '../store-error.ts'
import type { Store } from '../store.ts'
import { readIncident, readMute } from './incident-json.ts'
import { incidentStep } from './incident-step.ts'

type Parts = { readonly clock: Clock; readonly log: Log }

/** Incidents and mutes in the store. The log has a copy of each record, also of those that were not taken. */
export function createIncidentBook(store: Store, { clock, log }: Parts): IncidentBook {
  /** One that cannot be read must not keep the others from being seen. */
  const readable = <T>(rows: readonly Row[], read: (body: string) => T): T[] =>
    rows.flatMap(({ id, body }) => {
      try {
        return [read(body)]
      } catch (error) {
        log.error({ id, why: messageOf(error) }, 'stored incident or mute cannot be read')
        return []
      }
    })
  return {
    find: async (id) => {
      const rows = await store.use((db) =>
        db.selectFrom('incidents').select(['id', 'body']).where('id', '=', id).execute(),
      )
      return readable(rows, readIncident)[0]
    },
    list: async (since) => readable(await store.use((db) => goingOn(db, since)), readIncident),
    mutes: async (at) => {
      const rows = await store.use((db) =>
        db
          .selectFrom('mutes')
          .select(['id', 'body'])
          .where('until', '>', at.toISOString())
          .orderBy('until')
          .execute(),
      )
      return readable(rows, readMute)
    },
    commit: async (step) => {
      const made = await keep(store, step, { clock, log })
      if (made.kind === 'not-made') return made.reason
      for (const record of made.records) logKept(log, record)
      return 'done'
    },
  }
}

async function keep(store: Store, step: IncidentStep, { clock, log }: Parts) {
  try {
    return await keepStep(store, incidentStep(step), clock)
  } catch (error) {
    for (const record of step.records ?? []) logLost(log, record, error)
    throw error
  }
}

type Row = { readonly id: string; readonly body: string }

const goingOn = (db: Database, since: Date): Promise<Row[]> =>
  db
    .selectFrom('incidents')
    .select(['id', 'body'])
    .where((row) =>
      row.or([
        row('resolved_at', 'is', null),
        row('resolved_at', '>=', since.toISOString()),
        row(
          'digest',
          'in',
          row
            .selectFrom('incidents as open')
            .select('open.digest')
            .where('open.state', '=', 'open')
            .where('open.digest', 'is not', null),
        ),
      ]),
    )
    .orderBy('turn')
    .orderBy('id')
    .execute()
