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
  /** What it heard of that no list said, and how much of it was merged before anybody was told. Read only. */
  readonly tally: Readonly<Tally>
}

export type Tally = { events: number; merged: number }

type Parts = { readonly clock: Clock; readonly log: Log }

export function createInformer(parts: Parts): Informer {
  const cache = createCache()
  const { tally, tell, listen, stop } = createListeners(parts)
  function drop({ uid }: Pick<Watched, 'uid'>, initial: boolean): void {
    const before = cache.byUid(uid)
    if (!before) return
    cache.remove(before)
    tell({ before, initial })
  }
  return {
    cache,
    tally,
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
    onChange: (handler) => listen(handler, cache.list()),
    stop,
  }
}

/** Those who hear of changes, and how much there was to hear. */
function createListeners(parts: Parts) {
  const queues = new Set<ChangeQueue>()
  const tally: Tally = { events: 0, merged: 0 }
  const onMerge = () => void tally.merged++
  return {
    tally,
    tell(change: WatchedChange) {
      if (!change.initial) tally.events++
      for (const queue of queues) queue.push(change)
    },
    listen(handler: Handler, known: readonly Watched[]) {
      const queue = createChangeQueue({ ...parts, handler, onMerge })
      for (const after of known) queue.push({ after, initial: true })
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
