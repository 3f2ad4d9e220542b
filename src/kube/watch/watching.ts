import { createLook } from './look.ts'
import type { IncidentReader } from '../../core/incidents/incident-reader.ts'
import { whileItRuns } from '../../core/meter.ts'
import type { Service } from '../../core/service.ts'
import type { Keeping, ResourceName, Watching } from '../../core/watched.ts'
import type { KubeParts } from '../connection.ts'
import type { ClusterSettings } from '../settings.ts'
import { WireFailure } from '../transport/failure.ts'
import { createIncidentReader } from './incident-reader.ts'
import { openEndpoint } from './endpoint.ts'
import { createKindWatch, type KindWatch, type KindWatchParts } from './kind-watch.ts'
import { meterWatches } from './watch-metrics.ts'
import { mergeKeepings } from './merge-keepings.ts'

export type WatchingParts = KubeParts & {
  /** Which kinds are watched, and what is kept of them. */
  readonly keepings: readonly Keeping[]
  /** Where the bot may not watch all namespaces: these. */
  readonly namespaces?: readonly string[] | undefined
  readonly random?: (() => number) | undefined
}

/**
 * The informers of one cluster, in the bot's own name, apart from people's calls: own connections, own discovery.
 * Starting waits for nobody; a cluster that is away makes the rest not unready. Throws an Error when the settings
 * lead to no cluster.
 */
export const createWatching = (settings: ClusterSettings, parts: WatchingParts): ClusterWatching =>
  whileItRuns(parts, (own) => watch(settings, own))

type ClusterWatching = Watching & Service & { readonly reader: IncidentReader }

function watch(settings: ClusterSettings, parts: WatchingParts): ClusterWatching {
  const cluster = settings.name
  const log = parts.log.child({ cluster })
  const lifetime = new AbortController()
  const { signal } = lifetime
  const endpoint = openEndpoint(settings, { ...parts, log }, signal)
  const kinds = createKinds(parts.keepings, { ...parts, log, cluster, endpoint, signal })
  const all = [...kinds.values()]
  const states = () => all.flatMap((kind) => kind.states())
  meterWatches(cluster, states, parts)
  let running: readonly Promise<void>[] = []
  return {
    name: `watching ${cluster}`,
    cluster,
    look: createLook(kinds, (resource) => kinds.get(resource)?.knows() ?? false),
    reader: createIncidentReader({ ...parts, cluster, endpoint, lifetime: signal }),
    onChange(resource, handler) {
      const kind = kinds.get(resource)
      if (!kind) throw new Error(`nobody keeps ${resource}, so it is not watched`)
      return kind.informer.onChange(handler)
    },
    async synced() {
      await Promise.all(all.map((kind) => kind.synced()))
    },
    clockAhead: endpoint.clockAhead,
    states,
    async start() {
      running = all.map((kind) => kind.run())
    },
    async stop() {
      lifetime.abort(new WireFailure('cancelled'))
      await Promise.all([...running, ...all.map(({ informer }) => informer.stop())])
      await endpoint.close()
    },
    unready: () => undefined,
  }
}

type Kinds = ReadonlyMap<ResourceName, KindWatch>

const createKinds = (keepings: readonly Keeping[], parts: KindWatchParts): Kinds =>
  new Map(
    [...mergeKeepings(keepings)].map(([name, keeping]) => [name, createKindWatch(keeping, parts)]),
  )
