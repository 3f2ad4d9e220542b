import type { Recorded } from './recording.ts'

/**
 * Several recordings of one time as one, each in its own order: what all of them list at their beginning, then whatever
 * comes next by its moment. kubectl watches one kind at a time.
 */
export function mergeRecordings<T extends Recorded>(
  recordings: readonly (readonly T[])[],
): readonly T[] {
  const [only, ...others] = recordings
  if (only && others.length === 0) return only
  const split = recordings.map((changes) => ({ changes, from: listed(changes) }))
  const news = split.flatMap(({ changes, from }) => inTime(changes.slice(from)))
  return [
    ...split.flatMap(({ changes, from }) => changes.slice(0, from)),
    ...news.toSorted(earlierFirst).map(({ change }) => change),
  ]
}

type News<T> = { readonly change: T; readonly moment: number }

/** Moments are whole seconds: within one, what owns pods comes before them, and alerts come last. */
const earlierFirst = (one: News<Recorded>, other: News<Recorded>): number =>
  one.moment - other.moment || rankOf(one) - rankOf(other)

function rankOf({ change }: News<Recorded>): number {
  if ('webhook' in change) return 2
  return change.resource === 'pods' ? 1 : 0
}

/** How many of them a watch lists at its beginning: what only adds, and does not say when it was. */
export function listed(changes: readonly Recorded[]): number {
  const seen = new Set<unknown>()
  const end = changes.findIndex((change) => {
    if ('webhook' in change) return true
    const { isGone, isDated, uid } = change
    const isNews = isGone || isDated || seen.has(uid)
    seen.add(uid)
    return isNews
  })
  return end < 0 ? changes.length : end
}

/** Time never goes back, and what tells no time comes with what was before it. */
function inTime<T extends Recorded>(changes: readonly T[]): readonly News<T>[] {
  let moment = Number.NEGATIVE_INFINITY
  return changes.map((change) => {
    moment = Math.max(moment, change.at?.getTime() ?? moment)
    return { change, moment }
  })
}
