import { fingerprint } from '../core/canonical.ts'
import type { Seams } from '../core/seams.ts'
import type { ClusterSettings } from '../kube/settings.ts'
import { settingsKey } from '../kube/settings-key.ts'
import { createWatching, type WatchingParts } from '../kube/watch/watching.ts'
import type { Setup } from './setup.ts'

/** The watches of one cluster. `key` is another one when they would have to be other watches. */
export type Watcher = {
  readonly key: string
  readonly watching: ReturnType<typeof createWatching>
}

type Parts = Seams & Omit<WatchingParts, 'env'>

/** One for each cluster; those that may stay as they are are taken from `before`. */
export function createWatchers(
  parts: Parts,
  { config, secrets: { env } }: Setup,
  before: readonly Watcher[],
): readonly Watcher[] {
  const { keepings, namespaces } = parts
  return config.clusters.flatMap((cluster) => {
    const key = fingerprint([settingsKey(cluster, env), keepings, namespaces ?? 'all'])
    const known = before.find((one) => one.key === key)
    return known ? [known] : watchersOf(cluster, key, { ...parts, env })
  })
}

/** One cluster that cannot be set up must not keep the others from being watched. */
function watchersOf(settings: ClusterSettings, key: string, parts: WatchingParts): Watcher[] {
  try {
    return [{ key, watching: createWatching(settings, parts) }]
  } catch (error) {
    parts.log.error({ err: error, cluster: settings.name }, 'a cluster cannot be watched')
    return []
  }
}
