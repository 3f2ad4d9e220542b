import { controllerOf, keyOf, refOf, type KubeObject, type Ref } from '../storage/kube-object.ts'
import type { Change } from '../storage/ledger.ts'

/** `shop/web` → where to find it. */
export function refOfKey(key: string): Ref {
  const [namespace = '', name = ''] = key.split('/')
  return { namespace, name }
}

/** The changed object itself, when it is of that resource. */
export const itself = (change: Change, resource: string): string[] =>
  change.resource === resource ? [keyOf(refOf(change.object))] : []

/** Its controller, when that is of that kind. */
export function ownerKey(change: Change, kind: string): string[] {
  const owner = controllerOf(change.object)
  if (owner?.kind !== kind) return []
  return [`${change.object.metadata.namespace ?? ''}/${owner.name}`]
}

export const isControlledBy = (object: KubeObject, owner: KubeObject): boolean =>
  controllerOf(object)?.uid === owner.metadata.uid
