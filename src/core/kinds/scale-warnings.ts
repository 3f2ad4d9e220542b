import { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import type { PlanWarning } from '../plan.ts'
import { KubeObject, type ObjectRef } from '../resource.ts'
import { code, text } from '../text.ts'
import { type Autoscaler, autoscalerOf } from './autoscaler.ts'
import { LabelSelector, selects } from './label-selector.ts'
import { orNothing } from './or-nothing.ts'
import { spellRef } from './spell-ref.ts'
import type { Workload } from './workload.ts'

type Scaling = {
  readonly ref: ObjectRef
  readonly object: Workload
  readonly before: number
  readonly after: number
}

/** What stands in the way of a number of replicas: an autoscaler, a disruption budget, a quota. */
export async function scaleWarnings(
  scaling: Scaling,
  reader: ClusterReader,
): Promise<readonly PlanWarning[]> {
  const found = await Promise.all([
    autoscalerWarnings(scaling, reader),
    budgetWarnings(scaling, reader),
    quotaWarnings(scaling, reader),
  ])
  return found.flat()
}

async function autoscalerWarnings(
  { ref, before, after }: Scaling,
  reader: ClusterReader,
): Promise<readonly PlanWarning[]> {
  const autoscaler = await autoscalerOf(ref, reader)
  if (autoscaler === undefined) return []
  if (autoscaler === 'unknown') {
    const note = text`Whether an HPA owns the replicas could not be seen.`
    return [{ code: 'hpa-unknown', text: note }]
  }
  const { minReplicas, maxReplicas } = autoscaler.spec
  const least = minReplicas ?? 1
  const owner = text`HPA ${code(autoscaler.metadata.name)} owns the replicas (min ${least}, max ${maxReplicas}): `
  const most = after > maxReplicas && maxReplicas !== before ? maxReplicas : undefined
  return [
    {
      code: 'hpa-owns-replicas',
      text: text`${owner}${fate(autoscaler, after)}`,
      ...(most !== undefined && { instead: `scale ${spellRef(ref, { cluster: reader })} ${most}` }),
    },
  ]
}

function fate({ spec }: Autoscaler, after: number) {
  const least = spec.minReplicas ?? 1
  if (after === 0) return text`at 0 it stops scaling until somebody scales up again.`
  if (after < least) return text`it will set them back to ${least}.`
  if (after > spec.maxReplicas) return text`it will set them back to ${spec.maxReplicas}.`
  return text`it will change them again as it sees fit.`
}

const amount = z.union([z.number(), z.string()]).nullish()

const Budget = KubeObject.extend({
  spec: z.looseObject({
    selector: LabelSelector.nullish(),
    minAvailable: amount,
    maxUnavailable: amount,
  }),
  status: z.looseObject({ desiredHealthy: z.number().nullish() }).nullish(),
})

async function budgetWarnings({ ref, object, before, after }: Scaling, reader: ClusterReader) {
  const { namespace } = ref
  const labels = object.spec?.template?.metadata?.labels
  if (after >= before || namespace === undefined || !labels) return []
  const budgets = await orNothing(
    reader
      .kind('poddisruptionbudgets.policy')
      .then((kind) => reader.list({ kind, namespace }, Budget)),
  )
  return budgets
    .filter(({ spec }) => selects(spec.selector, labels) && after < neededBy(spec.minAvailable))
    .map(({ metadata, spec }) => ({
      code: 'pdb-no-headroom',
      text: text`PDB ${code(metadata.name)} asks for ${String(spec.minAvailable)} available; ${after} is fewer. A PDB does not stop scaling down, but every drain will be blocked.`,
    }))
}

/** Only a plain number is a promise that scaling can break: percentages follow the replicas. */
const neededBy = (minAvailable: unknown) => (typeof minAvailable === 'number' ? minAvailable : 0)

const Quota = KubeObject.extend({
  status: z
    .looseObject({
      hard: z.record(z.string(), z.string()).nullish(),
      used: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
})

async function quotaWarnings({ ref, before, after }: Scaling, reader: ClusterReader) {
  const { namespace } = ref
  if (after <= before || namespace === undefined) return []
  const quotas = await orNothing(
    reader.kind('resourcequotas').then((kind) => reader.list({ kind, namespace }, Quota)),
  )
  return quotas.flatMap(({ metadata, status }) => {
    const [hard, used] = ['pods', 'count/pods']
      .map((name) => [status?.hard?.[name], status?.used?.[name]] as const)
      .find(([limit]) => limit !== undefined) ?? [undefined, undefined]
    const free = Number(hard) - Number(used ?? 0)
    if (!(free < after - before)) return []
    const room = text`Quota ${code(metadata.name)} leaves room for ${Math.max(0, free)} more pods, this needs ${after - before}.`
    return [{ code: 'quota-too-small', text: room }]
  })
}
