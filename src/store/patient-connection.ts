import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { isBusy } from './store-error.ts'

/** How long SQLite itself waits for another writer: nothing else runs in this process meanwhile. */
export const SLICE_MS = 10

/** All in all it is as long as PostgreSQL may take. */
const SLICES = 500

/** Waits for another writer in slices, between which everything else goes on: also the writer, when it is our own. */
export class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (let left = SLICES - 1; ; left--) {
      try {
        return await this.#connection.executeQuery<R>(query)
      } catch (error) {
        if (left === 0 || !isBusy(error)) throw error
      }
      await new Promise((resolve) => void setImmediate(resolve))
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number) {
    return this.#connection.streamQuery<R>(query, chunkSize)
  }
}
