import type { PlainObject } from './fake-cluster-reader.ts'

export type Meta = {
  readonly name?: string
  readonly namespace?: string
  readonly labels?: Record<string, string>
  readonly annotations?: Record<string, string>
  readonly owner?: PlainObject
  readonly created?: string
  readonly deleted?: string
}

/** Metadata of an object in `shop`, unless wished otherwise. */
export function metadata(kind: string, fallback: string, wishes: Meta) {
  const { name = fallback, namespace = 'shop', owner } = wishes
  return {
    name,
    namespace,
    uid: `uid-${kind}-${name}`,
    generation: 2,
    creationTimestamp: wishes.created ?? '2026-03-02T09:00:00Z',
    ...(wishes.deleted && { deletionTimestamp: wishes.deleted }),
    ...(wishes.labels && { labels: wishes.labels }),
    ...(wishes.annotations && { annotations: wishes.annotations }),
    ...(owner && {
      ownerReferences: [
        {
          apiVersion: owner.apiVersion ?? 'v1',
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid,
          controller: true,
        },
      ],
    }),
  }
}
