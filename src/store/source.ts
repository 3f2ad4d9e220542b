import { sameJson } from '../core/canonical.ts'
import { ConfigError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import type { Log } from '../core/seams.ts'
import { bears, type Mark, markOf } from './mark.ts'
import { migrate } from './migrate.ts'
import { type Database, openDatabase } from './open-database.ts'
import { type Opened, openedWith } from './opened.ts'
import type { StoreTarget } from './settings.ts'
import { storeUnavailable } from './store-error.ts'

/** Where the store is at the moment, and the way into it. */
export type Source = {
  /** Opened at the first use, and again after a failure. */
  open(): Promise<Opened>
  close(): Promise<void>
  /** Moves to another address of the same store. `latest` reads the newest record of the one in use. */
  follow(next: StoreTarget, latest: () => Promise<Mark>): Promise<Handover | undefined>
}

export function createSource(first: StoreTarget, log: Log): Source {
  let target = first
  let opened: Promise<Opened> | undefined
  let known: Mark | undefined
  const closeOnce = async (one: typeof opened) => (await one?.catch(() => undefined))?.close()

  return {
    async open() {
      opened ??= openMarked(target, log).catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const current = await opened
      known ??= current.mark
      return current
    },
    async close() {
      const last = opened
      opened = undefined
      await closeOnce(last)
    },
    async follow(next, latest) {
      if (sameJson(next, target)) return undefined
      // With a password that is no longer valid nobody can look: then by what was seen there at first.
      if (next.engine !== target.engine) throw anotherStore()
      const candidate = await openSame(next, await latest().catch(() => known), log)
      const before = opened
      return {
        what: ['store connected anew'],
        commit: () => void ([target, opened] = [next, Promise.resolve(candidate)]),
        settle: () => closeOnce(before),
        abandon: candidate.close,
      }
    },
  }
}

async function openSame(next: StoreTarget, known: Mark | undefined, log: Log): Promise<Opened> {
  const candidate = await openMarked(next, log).catch((error: unknown) => {
    throw error instanceof ConfigError ? error : storeUnavailable(error)
  })
  if (known === undefined || (await candidate.use((db) => bears(db, known)))) return candidate
  await candidate.close()
  throw anotherStore()
}

const anotherStore = () =>
  new ConfigError([
    'store.path or DATABASE_URL leads to another store than the one in use, without what waits there: restart the bot to change to it.',
  ])

async function openMarked(target: StoreTarget, log: Log): Promise<Opened> {
  const db = await openMigrated(target, log)
  try {
    return openedWith(db, await markOf(db))
  } catch (error) {
    await db.destroy()
    throw error
  }
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
