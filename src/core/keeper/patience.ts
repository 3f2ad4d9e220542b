import type { Clock } from '../seams.ts'

const FIRST_MS = 2000
const LONGEST_MS = 60_000
/** So many are remembered; then everybody is given another chance. */
const MANY = 1000

export type Patience = {
  /** It failed a moment ago: not yet again. */
  isWaiting(id: string): boolean
  failed(id: string): void
  forget(id: string): void
}

/** One plan that cannot be begun is tried less and less often, and keeps nobody else waiting. */
export function createPatience(clock: Clock): Patience {
  const failures = new Map<string, { readonly again: number; readonly waitMs: number }>()
  return {
    isWaiting: (id) => (failures.get(id)?.again ?? 0) > clock.monotonic(),
    failed: (id) => {
      const before = failures.get(id)?.waitMs
      const waitMs = before === undefined ? FIRST_MS : Math.min(before * 2, LONGEST_MS)
      if (before === undefined && failures.size >= MANY) failures.clear()
      failures.set(id, { again: clock.monotonic() + waitMs, waitMs })
    },
    forget: (id) => void failures.delete(id),
  }
}
