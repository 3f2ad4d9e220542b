import type { Mark } from './mark.ts'
import type { Database } from './open-database.ts'

/** An open database that lets whoever uses it finish before it closes. */
export type Opened = {
  readonly mark: Mark
  use<T>(work: (db: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function openedWith(db: Database, mark: Mark): Opened {
  const uses = new Set<Promise<unknown>>()
  return {
    mark,
    use(work) {
      const use = work(db).finally(() => uses.delete(use))
      uses.add(use)
      return use
    },
    async close() {
      await Promise.allSettled(uses)
      await db.destroy()
    },
  }
}
