import type { Clock } from '../seams.ts'

export type Repeats = {
  /** When the same was begun within the window, how long ago in ms; else undefined, and it counts as begun now. */
  begin(key: string): number | undefined
  /** It came to nothing: whoever asks again means it. */
  forget(key: string): void
}

const WINDOW_MS = 10_000

/** The same change asked twice within ten seconds is one change: a slip of the thumb, or Slack delivering twice. */
export function createRepeats(clock: Clock): Repeats {
  const begun = new Map<string, number>()
  return {
    begin(key) {
      const now = clock.monotonic()
      for (const [old, at] of begun) if (now - at >= WINDOW_MS) begun.delete(old)
      const before = begun.get(key)
      if (before !== undefined) return now - before
      begun.set(key, now)
      return undefined
    },
    forget: (key) => void begun.delete(key),
  }
}
