import type { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import type { KubeObject } from '../resource.ts'
import { selectorText } from './label-selector.ts'
import type { Workload } from './workload.ts'

type Wanted<T> = {
  /** A word for the kind, such as `replicasets.apps`. */
  readonly kind: string
  readonly shape: T
  /** Label requirements beside the owner's selector. */
  readonly labels?: readonly string[]
}

/** Every object of a kind that a workload's selector finds and that it owns itself. */
export async function ownedBy<T extends z.ZodType<KubeObject>>(
  { metadata: { namespace, uid }, spec }: Workload,
  { kind, shape, labels = [] }: Wanted<T>,
  reader: ClusterReader,
): Promise<readonly z.infer<T>[]> {
  const selector = selectorText(spec?.selector)
  if (selector === undefined) return []
  const query = {
    kind: await reader.kind(kind),
    labelSelector: [selector, ...labels].join(','),
    ...(namespace !== undefined && { namespace }),
  }
  const { items } = await reader.list(query, shape)
  return items.filter(({ metadata }) => metadata.ownerReferences?.some((one) => one.uid === uid))
}
