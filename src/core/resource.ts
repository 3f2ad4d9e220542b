import { z } from 'zod'

/** One kind as the cluster's discovery tells it. */
export type Kind = {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Plural, lower case: the name in URLs and RBAC. */
  readonly resource: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  /** e.g. `scale`, `status`. */
  readonly subresources: readonly string[]
}

/** Names one object. `namespace` is set exactly when the kind is namespaced. */
export type ObjectRef = {
  readonly kind: Kind
  readonly namespace?: string
  readonly name: string
}

const Owner = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional(),
})

const Metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().default(''),
  generation: z.number().optional(),
  resourceVersion: z.string().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
  ownerReferences: z.array(Owner).nullish(),
})

/** What every Kubernetes object has. Kinds that need more extend it: `KubeObject.extend({ spec: … })`. */
export const KubeObject = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: Metadata,
})
export type KubeObject = z.infer<typeof KubeObject>
export type OwnerReference = z.infer<typeof Owner>

/** `deployment/web`, as people write it. */
export const refName = (ref: {
  readonly kind: Pick<Kind, 'singular'>
  readonly name: string
}): string => `${ref.kind.singular}/${ref.name}`
