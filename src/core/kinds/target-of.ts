import type { Target } from '../plan.ts'
import type { KubeObject, ObjectRef } from '../resource.ts'

/** What a plan is about, as it was read just now. */
export function targetOf(ref: ObjectRef, { metadata }: KubeObject): Target {
  const annotations = Object.entries(metadata.annotations ?? {}).filter(isKept)
  return {
    kind: ref.kind,
    name: ref.name,
    ...(ref.namespace !== undefined && { namespace: ref.namespace }),
    uid: metadata.uid,
    generation: metadata.generation ?? 0,
    labels: metadata.labels ?? {},
    ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }),
  }
}

const LONGEST = 256

/** What people write about an object, not what tools keep on it: those change all the time, or copy it whole. */
const isKept = ([name, value]: readonly [string, string]): boolean =>
  value.length <= LONGEST &&
  name !== 'kubectl.kubernetes.io/last-applied-configuration' &&
  !name.startsWith('deployment.kubernetes.io/')
