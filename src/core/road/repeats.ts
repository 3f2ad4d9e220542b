import type { Clock } from '../seams.ts'

export type Repeats = {
  /**
   * When the same words were the last said about this object within the window, how long ago in ms; else
   * undefined, and they count as said now.
   */
  begin(object: string, words: string): number | undefined
  /** It came to nothing: whoever asks again means it. */
  forget(object: string): void
}

type Begun = { readonly words: string; readonly at: number }

const WINDOW_MS = 10_000

/**
 * The same change asked twice within ten seconds is one change: a slip of the thumb, or Slack delivering twice.
 * Anything else asked about the object in between makes it a new one.
 */
export function createRepeats(clock: Clock): Repeats {
  const last = new Map<string, Begun>()
  return {
    begin(object, words) {
      const now = clock.monotonic()
      for (const [old, { at }] of last) if (now - at >= WINDOW_MS) last.delete(old)
      const before = last.get(object)
      if (before?.words === words) return now - before.at
      last.set(object, { words, at: now })
      return undefined
    },
    forget: (object) => void last.delete(object),
  }
}
