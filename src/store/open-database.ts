import { closeSync, existsSync, openSync } from 'node:fs'
import { Kysely, PostgresDialect, type QueryCreator } from 'kysely'
import { Pool } from 'pg'
import { ConfigError } from '../core/errors.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import type { StoreTarget } from './settings.ts'
import { SLICE_MS } from './patient-connection.ts'
import { messageOf } from './store-error.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Transaction = QueryCreator<Tables>

type Options = {
  /** An SQLite file that is not there is made. */
  readonly create: boolean
  /** PostgreSQL closed a connection that nobody was using. */
  readonly onLost?: (error: Error) => void
}

/** How long SQLite waits for another process while it opens, and any answer of PostgreSQL may take. */
const PATIENCE_MS = 5000

/** How long a transaction may stand still. */
const IDLE_MS = 3000

/** Opens the engine; looks at no schema yet. Throws ConfigError when the file cannot be opened. */
export async function openDatabase(target: StoreTarget, options: Options): Promise<Database> {
  return target.engine === 'sqlite'
    ? openSqlite(target.path, options)
    : openPostgres(target.url, options)
}

async function openSqlite(path: string, { create }: Options): Promise<Database> {
  // Loaded here: an older Node lacks it and could not even load the program to be told so.
  const { DatabaseSync } = await import('node:sqlite')
  if (!create && !existsSync(path)) throw cannotOpen(path, 'there is no such file')
  try {
    // Names of people and objects are nobody else's business; SQLite gives the files beside it the same mode.
    closeSync(openSync(path, 'a', 0o600))
    const database = new DatabaseSync(path, { timeout: PATIENCE_MS })
    // Durable over a power cut, and readers do not wait for the writer.
    database.exec('pragma journal_mode = wal; pragma synchronous = full')
    database.exec(`pragma busy_timeout = ${SLICE_MS}`)
    return new Kysely({ dialect: nodeSqliteDialect(database) })
  } catch (error) {
    throw cannotOpen(path, messageOf(error))
  }
}

const cannotOpen = (path: string, why: string) =>
  new ConfigError([
    `${path}: the store cannot be opened: ${why}. store.path must be a file in a folder that can be written.`,
  ])

function openPostgres(connectionString: string, { onLost }: Options): Database {
  const pool = new Pool({
    connectionString,
    max: 5,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    // Statements that need not wait for each other are sent at once; and a connection whose answer did not come in
    // time is closed, which pg otherwise gives to the next user while it is still busy.
    pipeline: true,
    // A process that vanished in the middle of a step must not keep all others from theirs for longer than they wait.
    idle_in_transaction_session_timeout: IDLE_MS,
    application_name: 'deckwatch',
  })
  // Without listeners a lost connection would end the process: an idle one, and one between two queries.
  pool.on('error', (error) => onLost?.(error))
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}
