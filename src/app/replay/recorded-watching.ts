import { createLook } from '../../kube/watch/look.ts'
import type { Keeping, ResourceName, Watching } from '../../core/watched.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { createInformer, type Informer } from '../../kube/watch/informer.ts'
import { mergeKeepings } from '../../kube/watch/merge-keepings.ts'
import { createReadWatched, type ReadWatched } from '../../kube/watch/read-watched.ts'
import type { RecordedChange } from './recording.ts'

export type RecordedWatching = Watching & {
  /** False when nobody looks at this kind, or the object cannot be told apart. */
  put(change: RecordedChange): boolean
}

type Parts = {
  readonly cluster: string
  readonly keepings: readonly Keeping[]
  /** Kinds of which the recording holds anything: of the others nothing is known. */
  readonly recorded: ReadonlySet<ResourceName>
  readonly clock: Clock
  readonly log: Log
}

type Kind = { readonly informer: Informer; readonly read: ReadWatched }

/** The informers of a cluster that was recorded: the same caches, fed from a file. */
export function createRecordedWatching(parts: Parts): RecordedWatching {
  const { cluster, keepings, recorded } = parts
  const kinds = new Map<ResourceName, Kind>(
    [...mergeKeepings(keepings)].map(([name, keeping]) => [
      name,
      { informer: createInformer(parts), read: createReadWatched(keeping) },
    ]),
  )
  let version = 0
  return {
    cluster,
    look: createLook(kinds, (resource) => recorded.has(resource)),
    onChange: (resource, handler) => kinds.get(resource)?.informer.onChange(handler) ?? (() => {}),
    synced: async () => {},
    states: () => [],
    clockAhead: () => undefined,
    put({ resource, object, isGone }) {
      const kind = kinds.get(resource)
      // Each record is news, whatever version it says: people write recordings by hand.
      const read = kind?.read(structuredClone(numbered(object, ++version)))
      if (!kind || !read) return false
      if (isGone) kind.informer.drop(read, false)
      else kind.informer.put(read, false)
      return true
    },
  }
}

function numbered(object: Record<string, unknown>, version: number): Record<string, unknown> {
  const { metadata } = object
  const known = typeof metadata === 'object' && metadata !== null ? metadata : {}
  return { ...object, metadata: { ...known, resourceVersion: String(version) } }
}
