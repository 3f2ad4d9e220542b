import type { Clock } from '../../src/core/seams.ts'

export type KubeClock = Clock & {
  /** How long each pause would have been. */
  readonly pauses: number[]
  /** Fires every timer that waits: all deadlines pass now. */
  expire(): void
  /** Moves monotonic and wall time on without firing anything. */
  pass(ms: number): void
}

/** For tests over real sockets: pauses cost nothing, deadlines pass when the test says so. */
export function kubeClock(start = '2026-03-02T10:00:00.000Z'): KubeClock {
  const timers = new Set<() => void>()
  const pauses: number[] = []
  let elapsed = 0
  return {
    pauses,
    now: () => new Date(Date.parse(start) + elapsed),
    monotonic: () => elapsed,
    sleep(ms, signal) {
      signal?.throwIfAborted()
      pauses.push(ms)
      elapsed += ms
      return new Promise((resolve) => setImmediate(resolve))
    },
    after(_ms, run) {
      const timer = () => run()
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    expire() {
      const due = [...timers]
      timers.clear()
      for (const run of due) run()
    },
    pass(ms) {
      elapsed += ms
    },
  }
}
