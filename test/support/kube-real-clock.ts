import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../src/core/seams.ts'

/** Real time, for tests against a real API server. */
export const realClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    await sleep(ms, undefined, signal ? { signal } : {})
  },
  after(ms, run) {
    const timer = globalThis.setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
