import { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import { DeckwatchError } from '../errors.ts'
import { KubeObject, type ObjectRef } from '../resource.ts'

/** A HorizontalPodAutoscaler: these fields are the same in every version from v1 to v2. */
const Autoscaler = KubeObject.extend({
  spec: z.looseObject({
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
    minReplicas: z.number().nullish(),
    maxReplicas: z.number(),
  }),
})
export type Autoscaler = z.infer<typeof Autoscaler>

/** The autoscaler that owns an object's replicas; `unknown` when this person may not look, or it fails. */
export async function autoscalerOf(
  { kind, namespace, name }: ObjectRef,
  reader: ClusterReader,
): Promise<Autoscaler | 'unknown' | undefined> {
  if (namespace === undefined) return undefined
  try {
    const autoscalers = await reader.kind('horizontalpodautoscalers.autoscaling')
    const { items } = await reader.list({ kind: autoscalers, namespace }, Autoscaler)
    return items.find(({ spec: { scaleTargetRef: target } }) => {
      return target.kind === kind.kind && target.name === name
    })
  } catch (error) {
    if (error instanceof DeckwatchError) return 'unknown'
    throw error
  }
}
