import type { Watched } from '../../core/watched.ts'
import type { Informer } from './informer.ts'
import { isRecord } from './path-tree.ts'
import type { ReadWatched } from './read-watched.ts'
import type { WatchStatus } from './watch-status.ts'

/** From the wire into the informer. After the end nothing is told any more; what cannot be told apart is counted. */
export type Intake = {
  put(raw: unknown, initial: boolean): Watched | undefined
  drop(raw: unknown, initial: boolean): Watched | undefined
}

export type IntakeParts = {
  readonly signal: AbortSignal
  readonly informer: Informer
  readonly read: ReadWatched
  readonly status: WatchStatus
}

export function createIntake({ signal, informer, read, status }: IntakeParts): Intake {
  function accept(raw: unknown) {
    signal.throwIfAborted()
    const object = read(raw, informer.cache.at)
    if (!object) status.malformed()
    return object
  }
  return {
    put(raw, initial) {
      const object = accept(raw)
      if (object) informer.put(object, initial)
      return object
    },
    drop(raw, initial) {
      const object = accept(raw)
      if (object) informer.drop(object, initial)
      return object
    },
  }
}

/** What the version is at this object or bookmark. */
export function versionOf(raw: unknown): string | undefined {
  const meta = isRecord(raw) ? raw['metadata'] : undefined
  const version = isRecord(meta) ? meta['resourceVersion'] : undefined
  return typeof version === 'string' && version !== '' ? version : undefined
}
