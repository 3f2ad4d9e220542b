import type { Clock, Log } from '../../core/seams.ts'
import type { Watched, WatchedChange } from '../../core/watched.ts'
import { type Cache, createCache } from './cache.ts'
import { type ChangeQueue, createChangeQueue, type Handler } from './change-queue.ts'

/** One kind's cache and those who want to hear how it changes. Whoever lists and watches tells it what is true. */
export type Informer = {
  readonly cache: Cache
  /** It is there, like this. `initial` when a list says so. */
  put(object: Watched, initial: boolean): void
  /** It is gone. */
  drop(object: Pick<Watched, 'uid'>, initial: boolean): void
  /** A complete list is in: what it did not name is gone. */
  sweep(named: ReadonlySet<string>, namespace: string | undefined): void
  onChange(handler: Handler): () => void
  stop(): Promise<void>
}

type Parts = { readonly clock: Clock; readonly log: Log }

export function createInformer(parts: Parts): Informer {
  const cache = createCache()
  const queues = new Set<ChangeQueue>()
  const tell = (change: WatchedChange) => {
    for (const queue of queues) queue.push(change)
  }
  function drop({ uid }: Pick<Watched, 'uid'>, initial: boolean): void {
    const before = cache.byUid(uid)
    if (!before) return
    cache.remove(before)
    tell({ before, initial })
  }
  return {
    cache,
    put(after, initial) {
      const before = cache.at(after.name, after.namespace)
      const isSame = before?.uid === after.uid
      if (isSame && before.resourceVersion === after.resourceVersion) return
      if (before && !isSame) drop(before, initial)
      cache.put(after)
      tell({ ...(before && isSame && { before }), after, initial })
    },
    drop,
    sweep(named, namespace) {
      for (const object of cache.list(namespace)) if (!named.has(object.uid)) drop(object, true)
    },
    onChange(handler) {
      const queue = createChangeQueue({ ...parts, handler })
      for (const after of cache.list()) queue.push({ after, initial: true })
      queues.add(queue)
      return () => {
        queues.delete(queue)
        void queue.stop()
      }
    },
    async stop() {
      await Promise.all([...queues].map((queue) => queue.stop()))
    },
  }
}
