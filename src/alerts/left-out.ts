import type { LeftOut } from '../core/alert.ts'
import type { Heard } from './webhook.ts'

export type LeftOutAlerts = {
  note(heard: Heard, at: Date): void
  /** What came lately. */
  recent(now: Date): readonly LeftOut[]
}

/** Longer than Alertmanager's usual repeat interval of four hours. */
const FORGET_MS = 6 * 3_600_000
/** Whoever knows the token could make up names without end. */
const MOST = 50

/** Remembers which alerts could not be taken, so that somebody is told. */
export function createLeftOut(): LeftOutAlerts {
  const known = new Map<string, LeftOut>()
  const note = (why: LeftOut['why'], count: number, at: Date) => {
    const key = why.kind === 'unserved' ? `unserved ${why.called}` : why.kind
    if (count === 0 || (!known.has(key) && known.size >= MOST)) return
    known.set(key, { why, count, since: known.get(key)?.since ?? at, lastAt: at })
  }
  return {
    note({ unserved, malformed, truncated }, at) {
      for (const [called, count] of unserved) note({ kind: 'unserved', called }, count, at)
      note({ kind: 'malformed' }, malformed, at)
      note({ kind: 'truncated' }, truncated, at)
    },
    recent(now) {
      for (const [key, { lastAt }] of known)
        if (now.getTime() - lastAt.getTime() > FORGET_MS) known.delete(key)
      return [...known.values()]
    },
  }
}
