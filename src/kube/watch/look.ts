import type { Look, ResourceName } from '../../core/watched.ts'
import type { Cache } from './cache.ts'

type Kept = { readonly informer: { readonly cache: Cache } }

/** What is watched, as it is in memory now. `knows`: whether all of a kind is there. */
export function createLook(
  kinds: ReadonlyMap<ResourceName, Kept>,
  knows: (resource: ResourceName) => boolean,
): Look {
  const cacheOf = (resource: ResourceName) => kinds.get(resource)?.informer.cache
  return {
    get: (resource, name, namespace) => cacheOf(resource)?.at(name, namespace),
    list: (resource, namespace) => cacheOf(resource)?.list(namespace) ?? [],
    ownedBy: (owner, resource) => cacheOf(resource)?.ownedBy(owner) ?? [],
    onNode: (node) => cacheOf('pods')?.onNode(node) ?? [],
    byUid(uid) {
      for (const { informer } of kinds.values()) {
        const found = informer.cache.byUid(uid)
        if (found) return found
      }
      return undefined
    },
    knows,
  }
}
