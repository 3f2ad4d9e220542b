import type { ChangeReader, SeenChange, SeenChanges } from '../../core/incidents/seen-change.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { Service } from '../../core/service.ts'
import type { WatchedChange, Watching } from '../../core/watched.ts'
import { metadataOf } from '../lookout/metadata-of.ts'
import { type Metadata, ownerKey } from '../incidents/sign.ts'

type Parts = {
  readonly watchings: readonly Watching[]
  readonly readers: readonly ChangeReader[]
  readonly clock: Clock
  readonly log: Log
  /** Told of each as it is seen. */
  readonly onSeen?: (change: SeenChange, metadata: Metadata) => void
}

/** Remembers what was changed lately in all clusters. What is there when it begins is no change. */
export type ChangeLog = SeenChanges & Service

/** A little more than the half hour that is asked for. */
const REMEMBERED_MS = 35 * 60_000
/** Of all clusters together: the oldest make room. */
const MOST = 2000

export function createChangeLog(parts: Parts): ChangeLog {
  const { watchings, readers, clock, log, onSeen } = parts
  let seen: SeenChange[] = []
  const ends = new Set<() => void>()

  const remember = (change: SeenChange, metadata: Metadata) => {
    const oldest = change.at.getTime() - REMEMBERED_MS
    seen = [...seen.filter(({ at }) => at.getTime() >= oldest).slice(1 - MOST), change]
    onSeen?.(change, metadata)
  }
  const hear = (watching: Watching, reader: ChangeReader, { before, after }: WatchedChange) => {
    if (!before || !after || before.generation === after.generation) return
    try {
      const { cluster, look } = watching
      const read = reader.read(before, after, look)
      const { generation = 0 } = before
      if (!read) return
      const change = { at: clock.now(), cluster, generation, ...read }
      remember(change, metadataOf(read.about, after, look))
    } catch (error) {
      log.error({ err: error, resource: reader.resource }, 'a reader of changes broke')
    }
  }
  return {
    since: (cluster, about, from) => {
      const key = ownerKey(cluster, about)
      return seen.filter((one) => one.at >= from && ownerKey(one.cluster, one.about) === key)
    },
    name: 'changes',
    unready: () => undefined,
    async start() {
      for (const watching of watchings)
        for (const reader of readers)
          ends.add(watching.onChange(reader.resource, (change) => hear(watching, reader, change)))
    },
    async stop() {
      for (const end of ends) end()
      ends.clear()
    },
  }
}
