import type { Target } from '../plan.ts'
import type { KubeObject, ObjectRef } from '../resource.ts'

/** What a plan is about, as it was read just now. */
export function targetOf(ref: ObjectRef, { metadata }: KubeObject): Target {
  return {
    kind: ref.kind,
    name: ref.name,
    ...(ref.namespace !== undefined && { namespace: ref.namespace }),
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    labels: metadata.labels ?? {},
  }
}
