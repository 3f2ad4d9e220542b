import type { Clock } from '../../src/core/seams.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'

/** Wall time stays true; waiting and measuring run `speed` times faster, so that a minute fits into a test. */
export const fastClock = (speed: number): Clock => ({
  now: systemClock.now,
  monotonic: () => systemClock.monotonic() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  after: (ms, run) => systemClock.after(ms / speed, run),
})

export type MovableClock = Clock & {
  /** Sets the wall clock on, or back when negative: hours pass, or somebody sets it wrong. */
  move(ms: number): void
  /** As long goes by for whatever measures time, too. What sleeps is not woken. */
  pass(ms: number): void
}

/** A fast clock whose wall time can be set. */
export function movableClock(speed: number): MovableClock {
  const fast = fastClock(speed)
  let offset = 0
  let passed = 0
  return {
    ...fast,
    monotonic: () => fast.monotonic() + passed,
    now: () => new Date(systemClock.now().getTime() + offset),
    move: (ms) => {
      offset += ms
    },
    pass: (ms) => {
      offset += ms
      passed += ms
    },
  }
}

/** Resolves as `done` does; until then the wall clock moves a minute on, again and again. */
export async function whileTimePasses<T>(clock: MovableClock, done: Promise<T>): Promise<T> {
  const timer = setInterval(() => clock.move(60_000), 200)
  try {
    return await done
  } finally {
    clearInterval(timer)
  }
}
