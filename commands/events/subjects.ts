import type { CommandContext } from '../../src/core/command.ts'
import type { Pod } from '../../src/core/kinds/pod.ts'
import { podTroubles } from '../../src/core/kinds/pod-troubles.ts'
import type { KubeObject, ObjectRef } from '../../src/core/resource.ts'
import { hasPods, podsAround } from './pods-around.ts'

/** Whose events to read: an object's own say little when it is its pods that fail. */
export type Subject = { readonly kind: string; readonly name: string; readonly uid?: string }

/** Pods, the troubled first; more would tell the same again. */
const MOST_PODS = 10

/** Whether events of this object's pods belong to the answer. */
export const hasFamily = (ref: ObjectRef): boolean => ref.namespace !== undefined && hasPods(ref)

/** The object, its pods and what stands between them. */
export async function subjectsOf(
  ref: ObjectRef,
  object: KubeObject,
  { cluster, clock }: CommandContext,
): Promise<readonly Subject[]> {
  const self = { kind: ref.kind.kind, name: ref.name, uid: object.metadata.uid }
  if (!hasFamily(ref)) return [self]
  const now = clock.now()
  const isWell = (pod: Pod) => Number(podTroubles(pod, now).length === 0)
  const pods = (await podsAround(ref, object, cluster))
    .toSorted((a, b) => isWell(a) - isWell(b))
    .slice(0, MOST_PODS)
  const family = pods.flatMap(({ metadata }): Subject[] => [
    { kind: 'Pod', name: metadata.name, uid: metadata.uid },
    ...(metadata.ownerReferences ?? []).map(({ kind, name, uid }) => ({ kind, name, uid })),
  ])
  return [...new Map([self, ...family].map((one) => [one.uid, one])).values()]
}
