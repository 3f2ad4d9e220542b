import { counter, histogram, type Meter } from '../../core/meter.ts'
import type { Clock } from '../../core/seams.ts'
import type { Store } from '../../store/store.ts'

const PARTS = ['plans', 'incidents', 'deliveries', 'audit', 'alerts', 'offers', 'upkeep'] as const
export type StorePart = (typeof PARTS)[number]

export const STORE_DURATION = histogram({
  name: 'deckwatch_store_duration_seconds',
  help: 'What one piece of work at the store took, transactions as a whole, by what it was for.',
  labels: { part: PARTS },
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
})

export const STORE_FAILURES = counter({
  name: 'deckwatch_store_failures_total',
  help: 'Work that the store did not do, by what it was for.',
  labels: { part: PARTS },
})

/** The same store for one part of the bot; its latency is measured. */
export function meteredStore(store: Store, part: StorePart, parts: MeterParts): Store {
  const { meter, clock } = parts
  return {
    ...store,
    async use(work) {
      const from = clock.monotonic()
      try {
        return await store.use(work)
      } catch (error) {
        meter.count(STORE_FAILURES, { part })
        throw error
      } finally {
        meter.observe(STORE_DURATION, { part }, (clock.monotonic() - from) / 1000)
      }
    },
  }
}

export type MeterParts = { readonly meter: Meter; readonly clock: Clock }
