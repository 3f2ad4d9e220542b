import type { KindDefinition } from '../kinds/define-kind.ts'
import { dig, textAt } from '../json/value.ts'
import { stamp } from '../pace.ts'
import { refuse } from '../rest/refusals.ts'
import type { KubeObject } from './kube-object.ts'

export type Removal = {
  readonly graceSeconds?: number
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan'
  readonly uid?: string
  readonly resourceVersion?: string
  readonly dryRun?: boolean
  /** Its content is gone: nothing is waited for any more. */
  readonly finished?: boolean
}

/** What a delete makes of an object: gone at once, or marked and waiting for kubelet, finalizers or content. */
export function planRemoval<T extends KubeObject>(
  definition: KindDefinition<T>,
  current: T,
  removal: Removal & { readonly now: Date },
): T | KubeObject | 'gone' {
  checkPreconditions(definition, current, removal)
  if (removal.finished) return 'gone'
  const grace = graceOf(definition, current, removal)
  const finalizers = withPropagation(current.metadata.finalizers ?? [], removal.propagation)
  if (grace === 0 && finalizers.length === 0 && definition.deletion !== 'namespace') return 'gone'
  const { deletionTimestamp, deletionGracePeriodSeconds } = current.metadata
  if (deletionTimestamp && (deletionGracePeriodSeconds ?? 0) <= grace) return current
  return {
    ...current,
    ...(definition.deletion === 'namespace' && { status: { phase: 'Terminating' } }),
    metadata: {
      ...current.metadata,
      deletionTimestamp: stamp(new Date(removal.now.getTime() + grace * 1000)),
      deletionGracePeriodSeconds: grace,
      ...(finalizers.length > 0 && { finalizers }),
    },
  }
}

function checkPreconditions(definition: KindDefinition, current: KubeObject, removal: Removal) {
  const { name, uid, resourceVersion } = current.metadata
  if (removal.uid !== undefined && removal.uid !== uid)
    throw refuse.conflict(
      definition,
      name,
      `Precondition failed: UID in precondition: ${removal.uid}, UID in object meta: ${uid}`,
    )
  if (removal.resourceVersion !== undefined && removal.resourceVersion !== resourceVersion)
    throw refuse.conflict(
      definition,
      name,
      `Precondition failed: ResourceVersion in precondition: ${removal.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
    )
}

function graceOf(definition: KindDefinition, current: KubeObject, removal: Removal): number {
  if (definition.deletion !== 'graceful') return 0
  const phase = textAt(current, 'status', 'phase')
  if (phase === 'Failed' || phase === 'Succeeded' || !textAt(current, 'spec', 'nodeName')) return 0
  const own = dig(current, 'spec', 'terminationGracePeriodSeconds')
  return removal.graceSeconds ?? (typeof own === 'number' ? own : 30)
}

function withPropagation(finalizers: readonly string[], propagation: Removal['propagation']) {
  if (propagation === 'Orphan') return [...new Set([...finalizers, 'orphan'])]
  if (propagation === 'Foreground') return [...new Set([...finalizers, 'foregroundDeletion'])]
  return [...finalizers]
}
