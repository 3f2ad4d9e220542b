import type { WatchedChange } from '../../core/watched.ts'
import { mergeChanges } from './merge-changes.ts'

/** Changes that were not told yet, one for each object. */
export type PendingChanges = {
  /** It happened after what waits of that object. False when nothing is left to tell. */
  add(uid: string, change: WatchedChange): boolean
  /** It was taken and not told, and comes before what waits of that object. */
  putBack(uid: string, change: WatchedChange): void
  take(uid: string): WatchedChange | undefined
  size(): number
  clear(): void
}

export function createPendingChanges(onMerge: () => void = () => {}): PendingChanges {
  const changes = new Map<string, WatchedChange>()

  function set(uid: string, change: WatchedChange | undefined): boolean {
    if (change) changes.set(uid, change)
    else changes.delete(uid)
    return change !== undefined
  }
  return {
    add(uid, change) {
      const earlier = changes.get(uid)
      if (earlier) onMerge()
      return set(uid, earlier ? mergeChanges(earlier, change) : change)
    },
    putBack(uid, change) {
      const later = changes.get(uid)
      set(uid, later ? mergeChanges(change, later) : change)
    },
    take(uid) {
      const change = changes.get(uid)
      changes.delete(uid)
      return change
    },
    size: () => changes.size,
    clear: () => changes.clear(),
  }
}
