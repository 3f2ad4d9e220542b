import type { Clock } from '../../src/core/seams.ts'

type Timer = { readonly at: number; readonly run: () => void }

export type FakeClock = Clock & {
  /** Moves time on, firing what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>
  /** How many timers wait. */
  pending(): number
}

/** A clock that stands still until told to move. */
export function fakeClock(start = '2026-03-02T10:00:00.000Z'): FakeClock {
  const origin = Date.parse(start)
  let elapsed = 0
  const timers = new Set<Timer>()

  const after = (ms: number, run: () => void) => {
    const timer = { at: elapsed + ms, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const cancel = after(ms, resolve)
      signal?.addEventListener('abort', () => {
        cancel()
        reject(signal.reason)
      })
    })

  const advance = async (ms: number) => {
    const until = elapsed + ms
    await settle()
    for (;;) {
      const next = [...timers].filter((t) => t.at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (!next) break
      timers.delete(next)
      elapsed = next.at
      next.run()
      await settle()
    }
    elapsed = until
    await settle()
  }

  return {
    now: () => new Date(origin + elapsed),
    monotonic: () => elapsed,
    sleep,
    after,
    advance,
    pending: () => timers.size,
  }
}

/** Lets every promise and I/O callback that is ready run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve))
}
