import type { RecordedChange } from './recording.ts'

/**
 * Several recordings of one time as one, each in its own order: what all of them list at their beginning, then whatever
 * comes next by its moment. kubectl watches one kind at a time.
 */
export function mergeRecordings(
  recordings: readonly (readonly RecordedChange[])[],
): readonly RecordedChange[] {
  const [only, ...others] = recordings
  if (only && others.length === 0) return only
  const split = recordings.map((changes) => ({ changes, from: listed(changes) }))
  const news = split.flatMap(({ changes, from }) => inTime(changes.slice(from)))
  return [
    ...split.flatMap(({ changes, from }) => changes.slice(0, from)),
    ...news.toSorted(earlierFirst).map(({ change }) => change),
  ]
}

type News = { readonly change: RecordedChange; readonly moment: number }

/** Moments are whole seconds: within one, what owns pods comes before them. */
const earlierFirst = (one: News, other: News): number =>
  one.moment - other.moment || Number(isPod(one)) - Number(isPod(other))

const isPod = ({ change }: News): boolean => change.resource === 'pods'

/** How many of them a watch lists at its beginning: what only adds, and does not say when it was. */
export function listed(changes: readonly RecordedChange[]): number {
  const seen = new Set<unknown>()
  const end = changes.findIndex(({ isGone, isDated, uid }) => {
    const isNews = isGone || isDated || seen.has(uid)
    seen.add(uid)
    return isNews
  })
  return end < 0 ? changes.length : end
}

/** Time never goes back, and what tells no time comes with what was before it. */
function inTime(changes: readonly RecordedChange[]): readonly News[] {
  let moment = Number.NEGATIVE_INFINITY
  return changes.map((change) => {
    moment = Math.max(moment, change.at?.getTime() ?? moment)
    return { change, moment }
  })
}
