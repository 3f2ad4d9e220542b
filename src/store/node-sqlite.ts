import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { PatientConnection } from './patient-connection.ts'
import { TransactionGone } from './store-error.ts'

/** Node's own SQLite as a dialect of kysely, which has none for it (kysely-org/kysely#1292). */
export const nodeSqliteDialect = (database: DatabaseSync): SqliteDialect =>
  new NodeSqliteDialect(database)

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    super({ database: asSqliteDatabase(database, { isOpen: false }) })
    this.#database = database
  }

  override createAdapter() {
    return new TransactionalAdapter()
  }

  override createDriver() {
    return new ImmediateDriver(this.#database)
  }
}

/** SQLite's DDL is transactional; kysely's own adapter forgoes that, and a crash would leave half a migration. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

/** Writers queue up at the beginning of a transaction: one that read first could not wait for another any more. */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync
  readonly #transaction: OpenTransaction
  #connection: DatabaseConnection | undefined

  constructor(database: DatabaseSync) {
    const transaction = { isOpen: false }
    super({ database: asSqliteDatabase(database, transaction) })
    this.#database = database
    this.#transaction = transaction
  }

  override async acquireConnection() {
    return (this.#connection ??= new PatientConnection(await super.acquireConnection()))
  }

  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#transaction.isOpen = true
  }

  override async commitTransaction(connection: DatabaseConnection) {
    await super.commitTransaction(connection)
    this.#transaction.isOpen = false
  }

  /** A full disk has SQLite roll back by itself; a second time would be an error that hides the first. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    this.#transaction.isOpen = false
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }
}

/** Whether a transaction was begun and not ended by us: SQLite may have ended it by itself meanwhile. */
type OpenTransaction = { isOpen: boolean }

/** More than the store has statements; each is parsed once. */
const STATEMENTS_MAX = 200

function asSqliteDatabase(database: DatabaseSync, transaction: OpenTransaction): SqliteDatabase {
  const known = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(query) {
      // What is left of a transaction that is gone would each be made for itself.
      if (transaction.isOpen && !database.isTransaction)
        throw new TransactionGone('SQLite took the transaction back')
      const statement = known.get(query) ?? prepare(database, query)
      if (known.size < STATEMENTS_MAX) known.set(query, statement)
      return statement
    },
  }
}

function prepare(database: DatabaseSync, query: string): SqliteStatement {
  const statement = database.prepare(query)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bound(parameters)),
    run: (parameters) => statement.run(...bound(parameters)),
    // It goes on while others run: it has a statement of its own.
    iterate: (parameters) => database.prepare(query).iterate(...bound(parameters)),
  }
}

const bound = (parameters: readonly unknown[]): SQLInputValue[] => parameters.map(bindable)

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`the store holds text and numbers, not ${typeof value}`)
}
