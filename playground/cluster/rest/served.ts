import type { Fields } from '../json/value.ts'
import type { KindDefinition } from '../kinds/define-kind.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import type { Resource } from '../storage/resource.ts'

/** A kind in one API version: where its objects are, and how they look in that version. */
export type Served = {
  readonly definition: KindDefinition
  readonly resource: Resource
  /** Custom kinds know no strategic merge, and their lists repeat kind and apiVersion. */
  readonly custom: boolean
  /** False for a second version or group of the same objects. */
  readonly preferred: boolean
  toWire(object: KubeObject): Fields
  fromWire(body: unknown): unknown
}

export const servedAsIs = (resource: Resource, custom = false): Served => ({
  definition: resource.definition,
  resource,
  custom,
  preferred: true,
  toWire: (object) => object,
  fromWire: (body) => body,
})
