import type { Clock } from '../../core/seams.ts'

export type VirtualClock = Clock & {
  /** Moves on to that time, doing what falls due in order, as if it had been waited for. Never backwards. */
  advanceTo(at: Date): Promise<void>
}

type Timer = { readonly at: number; readonly run: () => void }

/** Time that passes only when it is told to. Whoever waits for anything but this clock is not waited for. */
export function createVirtualClock(start: Date): VirtualClock {
  const timers = new Set<Timer>()
  let now = start.getTime()

  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run }
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
  return {
    now: () => new Date(now),
    monotonic: () => now - start.getTime(),
    after,
    sleep,
    async advanceTo(at) {
      const until = at.getTime()
      await settle()
      for (let next = first(timers, until); next; next = first(timers, until)) {
        timers.delete(next)
        now = next.at
        next.run()
        await settle()
      }
      now = Math.max(now, until)
      await settle()
    },
  }
}

function first(timers: ReadonlySet<Timer>, until: number): Timer | undefined {
  let found: Timer | undefined
  for (const timer of timers)
    if (timer.at <= until && (!found || timer.at < found.at)) found = timer
  return found
}

/** Every promise that is ready goes on before this does. */
const settle = () => new Promise((resolve) => setImmediate(resolve))
