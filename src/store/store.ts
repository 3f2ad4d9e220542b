import { ConfigError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import { markOf } from './mark.ts'
import type { Database } from './open-database.ts'
import { createSource, type Source } from './source.ts'
import type { StoreTarget } from './settings.ts'
import { isOutage, storeUnavailable } from './store-error.ts'

/** Durable state. Usable by several processes at once. */
export type Store = {
  readonly service: Service
  readonly engine: StoreTarget['engine']
  /** Whatever keeps the work from being done is an UnavailableError `store-unavailable`. */
  use<T>(work: (db: Database) => Promise<T>): Promise<T>
  /**
   * The same store under another address: another password, another host. Throws ConfigError when it is another store,
   * or one that waiting does not cure, UnavailableError while it is away.
   */
  follow(next: StoreTarget): Promise<Handover | undefined>
}

/** How long until a store that was away is asked again, so that readiness comes back by itself. */
const RETRY_MS = 5000

type Parts = { readonly clock: Clock; readonly log: Log }

/**
 * The store of the bot. Starting it throws ConfigError for what waiting does not cure; when it is only away, the
 * bot starts without it, and every use asks again.
 */
export function createStore(target: StoreTarget, parts: Parts): Store {
  const source = createSource(target, parts.log)
  const { attempt, close, awaySince, wasReached } = createConnection(source, parts)
  return {
    engine: target.engine,
    use: (work) =>
      attempt(work).catch((error: unknown) => {
        throw storeUnavailable(error)
      }),
    follow: (next) => source.follow(next, () => attempt(markOf)),
    service: {
      name: 'store',
      start: () =>
        attempt(ping).catch((error: unknown) => {
          if (error instanceof ConfigError || !isOutage(error)) throw error
        }),
      stop: close,
      unready: () => (awaySince() ? 'the store cannot be written' : undefined),
      // Whoever never reached it may have been told a wrong address, and must not take the place of one who did.
      isSpared: wasReached,
      unreadySince: awaySince,
    },
  }
}

/** Knows whether the last use went well. */
function createConnection(source: Source, { clock, log }: Parts) {
  let awaySince: Date | undefined
  let wasReached = false
  let cancelRetry = () => {}

  const attempt = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    try {
      const { use } = await source.open()
      const done = await use(work)
      if (awaySince) log.info({}, 'store is back')
      awaySince = undefined
      wasReached = true
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
    await source.close()
  }
  return { attempt, close, awaySince: () => awaySince, wasReached: () => wasReached }
}

/** The writer's own row: to read it is to know that the schema is there. */
async function ping(db: Database): Promise<void> {
  await db.selectFrom('audit_head').select('seq').execute()
}
