import type { Keeping, WatchState } from '../../core/watched.ts'
import type { KubeParts } from '../connection.ts'
import { createBackoff } from './backoff.ts'
import type { Endpoint } from './endpoint.ts'
import { createInformer, type Informer } from './informer.ts'
import { createKeptJson } from './kept-json.ts'
import { resourceName } from './merge-keepings.ts'
import { persist } from './persist.ts'
import { createReadWatched } from './read-watched.ts'
import { reflect } from './reflector.ts'
import { meterInformer } from './watch-metrics.ts'
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

export type KindWatchParts = Pick<KubeParts, 'clock' | 'log' | 'meter'> & {
  readonly cluster: string
  readonly endpoint: Endpoint
  readonly signal: AbortSignal
  /** Absent: all of them at once. Says nothing about kinds that have no namespace. */
  readonly namespaces?: readonly string[] | undefined
  readonly random?: (() => number) | undefined
}

export function createKindWatch(keeping: Keeping, given: KindWatchParts): KindWatch {
  const { clock, cluster } = given
  const resource = resourceName(keeping)
  const { fieldSelector } = keeping
  const whole = { cluster, resource, ...(fieldSelector !== undefined && { fieldSelector }) }
  const parts = { ...given, log: given.log.child({ resource }) }
  const informer = createInformer(parts)
  meterInformer(informer, { cluster, resource }, given.meter)
  const reading = { read: createReadWatched(keeping), json: createKeptJson(keeping) }
  const found = Promise.withResolvers<void>()
  /** Until it is known how many watches it takes: that of the search for the kind. */
  const search = createWatchStatus(whole, clock)
  let statuses: readonly WatchStatus[] = [search]
  return {
    informer,
    async run() {
      const wanted = await findScopes({ ...parts, status: search })
      statuses = wanted.map((scope) => createWatchStatus({ ...whole, ...scope }, clock))
      found.resolve()
      await Promise.all(
        statuses.map((status) => reflect({ ...parts, ...reading, status, informer })),
      )
    },
    async synced() {
      await Promise.race([found.promise, search.settled()])
      await Promise.all(statuses.map((status) => status.settled()))
    },
    knows: () => statuses.every((status) => status.knows()),
    states: () =>
      statuses.map((status) => status.current(informer.cache.size(status.scope.namespace))),
  }
}

/** One watch of everything, or one for each namespace where the kind has any. */
async function findScopes(
  parts: KindWatchParts & { readonly status: WatchStatus },
): Promise<readonly { readonly namespace?: string }[]> {
  const { endpoint, namespaces, status, signal, clock } = parts
  if (!namespaces) return [{}]
  let isNamespaced = false
  await persist({ ...parts, backoff: createBackoff(clock, parts.random) }, async () => {
    isNamespaced = (await endpoint.kind(status.scope.resource, signal)).namespaced
    return 'done'
  })
  return isNamespaced ? namespaces.map((namespace) => ({ namespace })) : [{}]
}
