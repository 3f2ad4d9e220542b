import type { Clock } from '../../../src/core/seams.ts'
import type { Ledger } from '../storage/ledger.ts'

const AT_MOST_EVERY_MS = 100

/** Tells listeners that something changed, at most ten times a second. */
export function createNotices(ledger: Ledger, clock: Clock) {
  const listeners = new Set<() => void>()
  let cancel: (() => void) | undefined
  const unsubscribe = ledger.subscribe(() => {
    cancel ??= clock.after(AT_MOST_EVERY_MS, () => {
      cancel = undefined
      for (const listener of listeners) listener()
    })
  })
  return {
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      unsubscribe()
      cancel?.()
      listeners.clear()
    },
  }
}
