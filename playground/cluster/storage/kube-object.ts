import { z } from 'zod'

export const OwnerReference = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional(),
  blockOwnerDeletion: z.boolean().optional(),
})
export type OwnerReference = z.infer<typeof OwnerReference>

export const Texts = z.record(z.string(), z.string())

const Metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  generateName: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.number().optional(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().optional(),
  deletionGracePeriodSeconds: z.number().optional(),
  labels: Texts.optional(),
  annotations: Texts.optional(),
  ownerReferences: z.array(OwnerReference).optional(),
  finalizers: z.array(z.string()).optional(),
})

/** What every stored object has; kinds extend it with their spec and status, defaults included. */
export const KubeObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: Metadata,
})
export type KubeObject = z.infer<typeof KubeObject>

/** Names one object of a kind; `namespace` is empty for cluster-wide kinds. */
export type Ref = { readonly namespace: string; readonly name: string }

export const refOf = (object: KubeObject): Ref => ({
  namespace: object.metadata.namespace ?? '',
  name: object.metadata.name,
})

export const keyOf = (ref: Ref): string => `${ref.namespace}/${ref.name}`

export const controllerOf = (object: KubeObject): OwnerReference | undefined =>
  object.metadata.ownerReferences?.find((owner) => owner.controller === true)

/** The reference that makes `owner` the controller of what carries it. */
export const controlledBy = (owner: KubeObject): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
})
