import { loadConfig } from '../config/load.ts'
import { readSecretFiles } from '../config/secret-files.ts'
import { ConfigError } from '../core/errors.ts'
import { mustBeCurrent } from '../store/migrate.ts'
import { type Database, openDatabase } from '../store/open-database.ts'
import { storeTarget } from '../store/settings.ts'
import { storeUnavailable } from '../store/store-error.ts'
import type { Host } from './host.ts'

/** Opens the store that a configuration names, only to look. Throws ConfigError or UnavailableError. */
export async function withStore<T>(
  file: string,
  host: Pick<Host, 'env'>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const { env } = await readSecretFiles(host.env)
  const config = await loadConfig(file, env)
  const db = await openDatabase(storeTarget(config.store, env), { create: false })
  try {
    await mustBeCurrent(db)
    return await work(db)
  } catch (error) {
    throw error instanceof ConfigError ? error : storeUnavailable(error)
  } finally {
    await db.destroy()
  }
}
