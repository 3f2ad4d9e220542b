import type { Clock } from '../../core/seams.ts'

/** Remembers what was already taken, so that a delivery that comes twice has one effect. */
export type Seen = {
  /** True when any of these keys was taken before; takes them all. */
  already(keys: readonly string[]): boolean
}

type Options = {
  readonly clock: Clock
  /** Slack's last retry comes after 5 min, so at least 15 min. */
  readonly ttlMs?: number
  readonly capacity?: number
}

/** Bounded in time and size; the oldest goes first. */
export function createSeen({ clock, ttlMs = 20 * 60_000, capacity = 20_000 }: Options): Seen {
  const takenAt = new Map<string, number>()

  const forgetOld = () => {
    const limit = clock.monotonic() - ttlMs
    for (const [key, at] of takenAt) {
      if (at > limit && takenAt.size <= capacity) return
      takenAt.delete(key)
    }
  }

  return {
    already(keys) {
      forgetOld()
      const before = keys.some((key) => takenAt.has(key))
      for (const key of keys) if (!takenAt.has(key)) takenAt.set(key, clock.monotonic())
      return before
    },
  }
}
