import type { WatchedChange } from '../../core/watched.ts'

/**
 * Two changes of one object told as one: from before the first to after the second. `undefined` when it came and
 * went unseen.
 */
export function mergeChanges(
  first: WatchedChange,
  second: WatchedChange,
): WatchedChange | undefined {
  const { before } = first
  const { after } = second
  if (!before && !after) return undefined
  // What is new here stays as initial as it was: only its latest state is told.
  const initial = first.initial && (second.initial || !before)
  return { ...(before && { before }), ...(after && { after }), initial }
}
