import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../src/core/seams.ts'

/** The machine's own time. */
export const wallClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}
