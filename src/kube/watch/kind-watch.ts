import type { Keeping, WatchState } from '../../core/watched.ts'
import type { KubeParts } from '../connection.ts'
import { createBackoff } from './backoff.ts'
import type { Endpoint } from './endpoint.ts'
import { createInformer, type Informer } from './informer.ts'
import { resourceName } from './merge-keepings.ts'
import { persist } from './persist.ts'
import { createReadWatched } from './read-watched.ts'
import { reflect } from './reflector.ts'
import { createWatchStatus, type WatchStatus } from './watch-status.ts'

/** Everything about one kind of one cluster: its informer, and what keeps it true. */
export type KindWatch = {
  readonly informer: Informer
  /** Runs until the signal ends it. */
  run(): Promise<void>
  synced(): Promise<void>
  knows(): boolean
  states(): readonly WatchState[]
}

export type KindWatchParts = Pick<KubeParts, 'clock' | 'log'> & {
  readonly cluster: string
  readonly endpoint: Endpoint
  readonly signal: AbortSignal
  /** Absent: all of them at once. Says nothing about kinds that have no namespace. */
  readonly namespaces?: readonly string[] | undefined
  readonly random?: () => number
}

export function createKindWatch(keeping: Keeping, parts: KindWatchParts): KindWatch {
  const { clock, cluster, endpoint, signal, namespaces } = parts
  const resource = resourceName(keeping)
  const log = parts.log.child({ cluster, resource })
  const informer = createInformer({ clock, log })
  const read = createReadWatched(keeping)
  const found = Promise.withResolvers<void>()
  /** Of the search for the kind, until it is known how many watches it takes. */
  let statuses: readonly WatchStatus[] = [createWatchStatus({ cluster, resource }, clock)]

  async function scopes(): Promise<readonly (string | undefined)[]> {
    let isNamespaced = false
    const [status] = statuses
    if (!status || !namespaces) return [undefined]
    const search = { ...parts, log, status, backoff: createBackoff(clock, parts.random) }
    await persist(search, async () => {
      isNamespaced = (await endpoint.kind(resource, signal)).namespaced
      return 'done'
    })
    return isNamespaced ? namespaces : [undefined]
  }
  return {
    informer,
    async run() {
      const wanted = await scopes()
      statuses = wanted.map((namespace) =>
        createWatchStatus(
          { cluster, resource, ...(namespace !== undefined && { namespace }) },
          clock,
        ),
      )
      found.resolve()
      await Promise.all(
        statuses.map((status) => reflect({ ...parts, log, status, informer, read })),
      )
    },
    async synced() {
      const [search] = statuses
      await Promise.race([found.promise, search?.whenSettled()])
      await Promise.all(statuses.map((status) => status.whenSettled()))
    },
    knows: () => statuses.every((status) => status.knows()),
    states: () =>
      statuses.map((status) => status.current(informer.cache.size(status.scope.namespace))),
  }
}
