/** Remembers until when another incident told of a trouble: its hold begins anew then. */
export type Covering = {
  /** Keys of troubles that another one tells of now. */
  note(covered: ReadonlySet<string>, now: Date): void
  until(key: string, now: Date): Date | undefined
}

const FORGET_MS = 3_600_000

export function createCovering(): Covering {
  let covered: ReadonlySet<string> = new Set()
  const ended = new Map<string, Date>()
  return {
    note(next, now) {
      for (const key of covered) if (!next.has(key)) ended.set(key, now)
      for (const [key, at] of ended) if (now.getTime() - at.getTime() > FORGET_MS) ended.delete(key)
      covered = next
    },
    until: (key, now) => (covered.has(key) ? now : ended.get(key)),
  }
}
