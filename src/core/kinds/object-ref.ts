import type { ClusterReader } from '../cluster.ts'
import type { Kind, ObjectRef } from '../resource.ts'

type Named = { readonly kind: string; readonly name: string }

type Where = {
  readonly cluster: ClusterReader
  readonly namespace: string
}

/** Turns typed words into a reference; the namespace is dropped for cluster-wide kinds. */
export async function objectRef(
  { kind: word, name }: Named,
  { cluster, namespace }: Where,
): Promise<ObjectRef> {
  const kind = await cluster.kind(word)
  return { kind, name, ...within(kind, namespace) }
}

/** `{ namespace }` exactly when this kind lives in one. */
export const within = (kind: Kind, namespace: string | undefined) =>
  kind.namespaced && namespace !== undefined ? { namespace } : {}
