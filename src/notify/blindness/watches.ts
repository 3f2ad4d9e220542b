import { code, type Text, text, time } from '../../core/text.ts'
import type { WatchState } from '../../core/watched.ts'

/** Nothing comes, though it should. A first list that is only slow is no trouble. */
export const isSilent = ({ state, error }: WatchState): boolean =>
  state === 'stalled' || (state === 'starting' && error !== undefined)

/** `pods`, `deployments.apps in shop`. */
export const nameOfWatch = ({ resource, namespace }: WatchState): string =>
  namespace === undefined ? resource : `${resource} in ${namespace}`

export const byCluster = (
  watches: readonly WatchState[],
): readonly (readonly [string, readonly WatchState[]])[] => [
  ...Map.groupBy(watches, ({ cluster }) => cluster),
]

/** One line for each: what is silent, since when, and why as far as is known. */
export const sayWatch = (watch: WatchState): Text => {
  const { lastHeard, error } = watch
  const heard = lastHeard ? text`nothing heard since ${time(lastHeard)}` : text`nothing heard yet`
  const why = error === undefined ? text`` : text`: ${error}`
  return text`${code(nameOfWatch(watch))} ${heard}${why}`
}
