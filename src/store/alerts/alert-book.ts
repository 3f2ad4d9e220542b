import { z } from 'zod'
import { type Alert, type AlertBook, MOST_FIRING } from '../../core/alert.ts'
import type { Log } from '../../core/seams.ts'
import type { Database } from '../open-database.ts'
import { fromRichJson, toRichJson } from '../rich-json.ts'
import { messageOf } from '../store-error.ts'
import type { Store } from '../store.ts'
import type { AlertRow } from '../tables.ts'

/** Rows of one statement: both engines take many more values. */
const AT_ONCE = 100
/** For so long after an end the other of two Alertmanagers may still say that it fires. */
const LATE_MS = 10 * 60_000

type Parts = {
  readonly log: Log
  /** How many that fire are read; default `MOST_FIRING`. */
  readonly most?: number
}

/** Alerts in the store, by cluster and fingerprint. */
export function createAlertBook(store: Store, { log, most = MOST_FIRING }: Parts): AlertBook {
  const readable = ({ fingerprint, body }: Pick<AlertRow, 'fingerprint' | 'body'>): Alert[] => {
    try {
      return [StoredAlert.parse(fromRichJson(body))]
    } catch (error) {
      log.error({ fingerprint, why: messageOf(error) }, 'stored alert cannot be read')
      return []
    }
  }
  return {
    keep: async (alerts) => {
      const rows = onceEach(alerts).map(rowOf)
      await store.use(async (db) => {
        for (let from = 0; from < rows.length; from += AT_ONCE)
          await put(db, rows.slice(from, from + AT_ONCE))
      })
    },
    firing: async () => {
      const rows = await store.use((db) =>
        db
          .selectFrom('alerts')
          .select(['fingerprint', 'body'])
          .where('state', '=', 'firing')
          .orderBy('starts_at')
          .orderBy('fingerprint')
          .limit(most)
          .execute(),
      )
      return rows.flatMap(readable)
    },
  }
}

/** One statement may not touch a row twice; in one order, two writers do not wait for each other. */
function onceEach(alerts: readonly Alert[]): readonly Alert[] {
  const last = new Map(alerts.map((alert) => [`${alert.cluster}/${alert.fingerprint}`, alert]))
  return [...last].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, alert]) => alert)
}

const rowOf = (alert: Alert): AlertRow => ({
  cluster: alert.cluster,
  fingerprint: alert.fingerprint,
  state: alert.state,
  starts_at: alert.startsAt,
  ends_at: alert.endsAt ?? null,
  heard_at: alert.heardAt,
  body: toRichJson(alert),
})

async function put(db: Database, rows: readonly AlertRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const late = new Date(Date.parse(first.heard_at) - LATE_MS).toISOString()
  await db
    .insertInto('alerts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['cluster', 'fingerprint'])
        .doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          starts_at: row.ref('excluded.starts_at'),
          ends_at: row.ref('excluded.ends_at'),
          heard_at: row.ref('excluded.heard_at'),
          body: row.ref('excluded.body'),
        }))
        .where((row) =>
          row.or([
            row('alerts.state', '=', 'firing'),
            row('excluded.state', '=', 'resolved'),
            row('alerts.heard_at', '<', late),
            row('excluded.starts_at', '>', row.ref('alerts.ends_at')),
          ]),
        ),
    )
    .execute()
}

const Words = z.record(z.string(), z.string())

const Shape = z.looseObject({
  cluster: z.string(),
  fingerprint: z.string(),
  state: z.enum(['firing', 'resolved']),
  labels: Words,
  annotations: Words,
  startsAt: z.iso.datetime(),
  heardAt: z.iso.datetime(),
})

const StoredAlert = z.custom<Alert>(
  (value) => Shape.safeParse(value).success,
  'it is no alert that this version knows',
)
