import { ConfigError } from '../core/errors.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { migrate } from './migrate.ts'
import { type Database, openDatabase } from './open-database.ts'
import type { StoreTarget } from './settings.ts'
import { isOutage, storeUnavailable } from './store-error.ts'

/** Durable state. Usable by several processes at once. */
export type Store = {
  readonly service: Service
  readonly engine: StoreTarget['engine']
  /** Whatever keeps the work from being done is an UnavailableError `store-unavailable`. */
  use<T>(work: (db: Database) => Promise<T>): Promise<T>
}

/** How long until a store that was away is asked again, so that readiness comes back by itself. */
const RETRY_MS = 5000

type Parts = { readonly clock: Clock; readonly log: Log }

/**
 * The store of the bot. Starting it throws ConfigError for what waiting does not cure; when it is only away, the
 * bot starts without it, and every use asks again.
 */
export function createStore(target: StoreTarget, parts: Parts): Store {
  const { attempt, close, awaySince } = createConnection(target, parts)
  return {
    engine: target.engine,
    use: (work) =>
      attempt(work).catch((error: unknown) => {
        throw storeUnavailable(error)
      }),
    service: {
      name: 'store',
      start: () =>
        attempt(ping).catch((error: unknown) => {
          if (error instanceof ConfigError || !isOutage(error)) throw error
        }),
      stop: close,
      unready: () => (awaySince() ? 'the store cannot be written' : undefined),
      unreadySince: awaySince,
    },
  }
}

/** Opens at the first use and again after a failure; knows whether the last use went well. */
function createConnection(target: StoreTarget, { clock, log }: Parts) {
  let opened: Promise<Database> | undefined
  let awaySince: Date | undefined
  let cancelRetry = () => {}

  const open = () => {
    opened ??= openMigrated(target, log).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const attempt = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    try {
      const done = await work(await open())
      if (awaySince) log.info({}, 'store is back')
      awaySince = undefined
      return done
    } catch (error) {
      if (!awaySince) log.error({ err: error }, 'store is away')
      awaySince ??= clock.now()
      cancelRetry()
      cancelRetry = clock.after(RETRY_MS, () => void attempt(ping).catch(() => {}))
      throw error
    }
  }
  const close = async () => {
    cancelRetry()
    const db = await opened?.catch(() => undefined)
    opened = undefined
    await db?.destroy()
  }
  return { attempt, close, awaySince: () => awaySince }
}

async function openMigrated(target: StoreTarget, log: Log): Promise<Database> {
  const onLost = (error: Error) => log.warn({ err: error }, 'store connection lost')
  const db = await openDatabase(target, { create: true, onLost })
  try {
    await migrate(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** The writer's own row: to read it is to know that the schema is there. */
async function ping(db: Database): Promise<void> {
  await db.selectFrom('audit_head').select('seq').execute()
}
