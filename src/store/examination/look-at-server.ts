import { sql } from 'kysely'
import { z } from 'zod'
import type { StoreFacts } from './store-facts.ts'
import type { Clock } from '../../core/seams.ts'
import { surelyAhead } from '../../core/surely-ahead.ts'
import { schemaOf } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import type { StoreTarget } from '../settings.ts'
import { storeUnavailable } from '../store-error.ts'

const About = z.object({
  version: z.string(),
  now: z.coerce.number(),
  isStandby: z.boolean(),
  isReadOnly: z.string(),
  mayCreate: z.boolean(),
  isEncrypted: z.boolean().nullable(),
})
type About = z.infer<typeof About>

type Server = Extract<StoreTarget, { readonly engine: 'postgres' }>

/** A PostgreSQL, in transactions that may only read. */
export async function lookAtServer(target: Server, clock: Clock): Promise<StoreFacts> {
  const facts = { engine: 'postgres' as const, isThere: true }
  const db = await openDatabase(target, { create: false })
  try {
    const looked = await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (reading) => {
        const asked = clock.now().getTime()
        const { rows } = await ABOUT.execute(reading)
        const about = About.parse(rows[0])
        const aheadMs = surelyAhead(about.now, { asked, answered: clock.now().getTime() })
        return { about, aheadMs, schema: await schemaOf(reading) }
      })
    return {
      ...facts,
      ...said(looked.about, target),
      aheadMs: looked.aheadMs,
      schema: looked.schema,
    }
  } catch (error) {
    return { ...facts, problem: whyNot(error) }
  } finally {
    await db.destroy()
  }
}

const ABOUT = sql`select current_setting('server_version') as version,
  floor(extract(epoch from clock_timestamp()) * 1000) as now,
  pg_is_in_recovery() as "isStandby",
  (select reset_val from pg_settings where name = 'default_transaction_read_only') as "isReadOnly",
  has_schema_privilege(current_schema(), 'create') as "mayCreate",
  (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as "isEncrypted"`

function said({ version, isStandby, isReadOnly, mayCreate, isEncrypted }: About, { url }: Server) {
  const why = [
    ...(isStandby ? ['it is a standby, which only reads'] : []),
    ...(isReadOnly === 'on' ? ['its transactions are read-only'] : []),
    ...(mayCreate ? [] : ['this user may make no tables in its schema']),
  ]
  return {
    version,
    ...(why.length > 0 && { unwritable: why.join('; ') }),
    isPlain: isEncrypted !== true && !isLocal(url),
  }
}

const isLocal = (url: string) =>
  ['localhost', '127.0.0.1', '[::1]', ''].includes(new URL(url).hostname)

// What pg says names users, databases and hosts, and never a password.
function whyNot(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  return message === '' ? storeUnavailable(error).message : message
}
