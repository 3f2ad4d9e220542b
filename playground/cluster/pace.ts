import type { Clock } from '../../src/core/seams.ts'

/** Time inside the cluster: stamps are true, waiting is divided by `speed`, so a crash loop fits into a test. */
export type Pace = {
  now(): Date
  /** RFC 3339 to the second, as Kubernetes writes it. */
  stamp(): string
  /** Cluster milliseconds since a stamp (or any moment). */
  since(moment: string | Date): number
  /** Runs once after that many cluster milliseconds; returns how to cancel. */
  after(ms: number, run: () => void): () => void
  /** Ends all waiting. */
  stop(): void
}

export function createPace(clock: Clock, speed: number): Pace {
  const waiting = new Set<() => void>()
  let stopped = false
  return {
    now: () => clock.now(),
    stamp: () => stamp(clock.now()),
    since: (moment) => (clock.now().getTime() - new Date(moment).getTime()) * speed,
    after(ms, run) {
      if (stopped) return () => undefined
      const cancel = clock.after(Math.max(0, ms / speed), () => {
        waiting.delete(cancel)
        run()
      })
      waiting.add(cancel)
      return () => {
        waiting.delete(cancel)
        cancel()
      }
    },
    stop() {
      stopped = true
      for (const cancel of waiting) cancel()
      waiting.clear()
    },
  }
}

export const stamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z')
