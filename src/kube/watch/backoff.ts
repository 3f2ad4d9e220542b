import type { Clock } from '../../core/seams.ts'

// As client-go's reflector: k8s.io/client-go/tools/cache/reflector.go, newReflector
const FIRST_MS = 800
const MOST_MS = 20_000
const HEALTHY_MS = 120_000

/** How long to wait before the next try: 0.8 s, doubling up to 30 s, from the start again after two quiet minutes. */
export type Backoff = { next(): number }

export function createBackoff(
  clock: Pick<Clock, 'monotonic'>,
  random: () => number = Math.random,
): Backoff {
  let base = FIRST_MS
  let over = Number.NEGATIVE_INFINITY
  return {
    next() {
      const now = clock.monotonic()
      if (now - over > HEALTHY_MS) base = FIRST_MS
      const pause = base * (1 + random() / 2)
      base = Math.min(base * 2, MOST_MS)
      over = now + pause
      return pause
    },
  }
}
