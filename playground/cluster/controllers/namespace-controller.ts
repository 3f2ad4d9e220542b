import { refOf } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { itself, refOfKey } from './keys.ts'
import type { World } from './world.ts'

/** Empties a namespace that is being deleted, then lets it go. */
export function createNamespaceController({ catalog, resources }: World): Controller {
  const { namespaces } = resources
  return {
    name: 'namespace-controller',
    concerns: (change) =>
      change.resource === '/namespaces'
        ? itself(change, '/namespaces')
        : [`/${change.object.metadata.namespace ?? ''}`],
    reconcile(key) {
      const ref = { namespace: '', name: refOfKey(key).name }
      const namespace = namespaces.get(ref)
      if (!namespace?.metadata.deletionTimestamp) return undefined
      const left = catalog
        .all()
        .filter(({ definition, preferred }) => definition.namespaced && preferred)
        .flatMap(({ resource }) => resource.list(ref.name).map((object) => ({ resource, object })))
      for (const { resource, object } of left)
        if (resource.get(refOf(object))) resource.remove(refOf(object))
      if (left.length > 0) return 500
      namespaces.remove(ref, { finished: true })
      return undefined
    },
  }
}
