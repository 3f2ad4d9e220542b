import { refOf, type KubeObject } from '../storage/kube-object.ts'
import type { Resource } from '../storage/resource.ts'
import type { Controller } from './controller.ts'
import type { World } from './world.ts'

type Owned = { readonly resource: Resource; readonly object: KubeObject }

/** Deletes what nobody owns any more, and carries out orphan and foreground deletion. */
export function createGarbageCollector({ catalog }: World): Controller {
  const stores = () => [...new Set(catalog.all().map(({ resource }) => resource))]
  const dependents = (uid: string): Owned[] =>
    stores().flatMap((resource) =>
      resource
        .list()
        .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
        .map((object) => ({ resource, object })),
    )
  const ownerOf = (uid: string): Owned | undefined =>
    stores()
      .flatMap((resource) => resource.list().map((object) => ({ resource, object })))
      .find(({ object }) => object.metadata.uid === uid)
  return {
    name: 'garbage-collector',
    concerns({ type, object, resource }) {
      if (resource === '/events') return []
      const { uid, deletionTimestamp, ownerReferences = [] } = object.metadata
      const owners = ownerReferences.map((owner) => owner.uid)
      if (type === 'DELETED') return [uid, ...owners]
      return deletionTimestamp ? [uid] : []
    },
    reconcile(uid) {
      const owner = ownerOf(uid)
      const owned = dependents(uid)
      if (!owner) for (const one of owned) one.resource.remove(refOf(one.object))
      else if (owner.object.metadata.deletionTimestamp) finish(owner, owned)
      return undefined
    },
  }
}

function finish(owner: Owned, owned: readonly Owned[]) {
  const finalizers = owner.object.metadata.finalizers ?? []
  if (finalizers.includes('orphan')) {
    for (const one of owned) disown(one, owner.object.metadata.uid)
    return release(owner, 'orphan')
  }
  if (!finalizers.includes('foregroundDeletion')) return
  for (const one of owned)
    if (!one.object.metadata.deletionTimestamp)
      one.resource.remove(refOf(one.object), { propagation: 'Foreground' })
  if (owned.length === 0) release(owner, 'foregroundDeletion')
}

function disown({ resource, object }: Owned, uid: string) {
  resource.update(refOf(object), ({ metadata: { ownerReferences = [], ...metadata }, ...rest }) => {
    const left = ownerReferences.filter((owner) => owner.uid !== uid)
    return { ...rest, metadata: { ...metadata, ...(left.length > 0 && { ownerReferences: left }) } }
  })
}

function release({ resource, object }: Owned, finalizer: string) {
  if (!resource.get(refOf(object))) return
  resource.update(refOf(object), ({ metadata, ...rest }) => ({
    ...rest,
    metadata: {
      ...metadata,
      finalizers: metadata.finalizers?.filter((one) => one !== finalizer),
    },
  }))
}
