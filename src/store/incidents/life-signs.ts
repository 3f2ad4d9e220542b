import type { LifeSigns } from '../../core/incidents/life-signs.ts'
import type { Store } from '../store.ts'

/** Kept beside the store's own time: one small write, which nobody waits for. */
export const createLifeSigns = (store: Store): LifeSigns => ({
  last: () =>
    store.use(async (db) => {
      const { looked_at } = await db
        .selectFrom('store_time')
        .select('looked_at')
        .where('id', '=', 1)
        .executeTakeFirstOrThrow()
      return looked_at === '' ? undefined : new Date(looked_at)
    }),
  beat: (at) =>
    store.use(async (db) => {
      await db
        .updateTable('store_time')
        .set({ looked_at: at.toISOString() })
        .where('id', '=', 1)
        .where('looked_at', '<', at.toISOString())
        .execute()
    }),
})
