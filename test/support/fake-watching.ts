import type {
  ResourceName,
  Watched,
  WatchedChange,
  Watching,
  WatchState,
} from '../../src/core/watched.ts'

export type FakeWatching = Watching & {
  /** Puts an object in, or changes it. */
  set(object: Watched): Promise<void>
  remove(uid: string): Promise<void>
  /** The first lists are complete. */
  sync(): void
  /** Kinds that may not be watched. */
  readonly unknown: Set<ResourceName>
  /** How the watches are. */
  health: readonly WatchState[]
  /** How far the bot's clock is ahead. */
  ahead: number | undefined
}

/** What is watched of one cluster, in memory. */
export function fakeWatching(cluster = 'prod-eu'): FakeWatching {
  const objects = new Map<string, Watched>()
  const handlers = new Map<ResourceName, Set<(change: WatchedChange) => void | Promise<void>>>()
  const { promise, resolve } = Promise.withResolvers<void>()
  const unknown = new Set<ResourceName>()
  const all = (resource: ResourceName) =>
    [...objects.values()].filter((object) => nameOf(object) === resource)
  const tell = async (resource: ResourceName, change: WatchedChange) => {
    for (const handler of handlers.get(resource) ?? []) await handler(change)
  }
  const watching: FakeWatching = {
    cluster,
    unknown,
    health: [],
    ahead: undefined,
    clockAhead: () => watching.ahead,
    look: {
      get: (resource, name, namespace) =>
        all(resource).find((it) => it.name === name && it.namespace === namespace),
      list: (resource, namespace) =>
        all(resource).filter((it) => namespace === undefined || it.namespace === namespace),
      ownedBy: ({ uid, namespace }, resource) =>
        all(resource).filter(
          (it) =>
            (namespace === undefined || it.namespace === namespace) &&
            it.owners.some((owner) => owner.uid === uid),
        ),
      onNode: () => [],
      byUid: (uid) => objects.get(uid),
      knows: (resource) => !unknown.has(resource),
    },
    onChange: (resource, handler) => {
      const known = handlers.get(resource) ?? new Set()
      handlers.set(resource, known.add(handler))
      return () => void known.delete(handler)
    },
    synced: () => promise,
    states: () => watching.health,
    sync: resolve,
    set: async (object) => {
      const before = objects.get(object.uid)
      objects.set(object.uid, object)
      await tell(nameOf(object), { ...(before && { before }), after: object, initial: false })
    },
    remove: async (uid) => {
      const before = objects.get(uid)
      if (!before) return
      objects.delete(uid)
      await tell(nameOf(before), { before, initial: false })
    },
  }
  return watching
}

const nameOf = ({ group, resource }: Watched): ResourceName =>
  group === '' ? resource : `${resource}.${group}`
