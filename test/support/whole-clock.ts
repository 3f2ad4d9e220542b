import type { Clock } from '../../src/core/seams.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'

/** Wall time stays true; waiting and measuring run `speed` times faster, so that a minute fits into a test. */
export const fastClock = (speed: number): Clock => ({
  now: systemClock.now,
  monotonic: () => systemClock.monotonic() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  after: (ms, run) => systemClock.after(ms / speed, run),
})
