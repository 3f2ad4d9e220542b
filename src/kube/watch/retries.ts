import type { Clock } from '../../core/seams.ts'

const TRIES = 5
const FIRST_MS = 500

/** When what failed may be tried again: after 0.5 s, doubling, four times; then never. */
export type Retries = {
  /** Calls `run` when its time has come; false when it has failed too often. */
  again(key: string, run: () => void): boolean
  /** True while its time has not come. */
  pends(key: string): boolean
  /** It went well: the next failure is a first one. */
  forget(key: string): void
  stop(): void
}

export function createRetries(clock: Pick<Clock, 'after'>): Retries {
  const failures = new Map<string, number>()
  const cancels = new Map<string, () => void>()
  return {
    again(key, run) {
      const count = (failures.get(key) ?? 0) + 1
      failures.set(key, count)
      if (count === TRIES) return !failures.delete(key)
      const due = () => {
        cancels.delete(key)
        run()
      }
      cancels.set(key, clock.after(FIRST_MS * 2 ** (count - 1), due))
      return true
    },
    pends: (key) => cancels.has(key),
    forget: (key) => void failures.delete(key),
    stop() {
      for (const cancel of cancels.values()) cancel()
      cancels.clear()
    },
  }
}
