import { z } from 'zod'
import type { CommandContext } from '../../src/core/command.ts'
import { selects } from '../../src/core/kinds/label-selector.ts'
import { mayRead } from '../../src/core/kinds/may-read.ts'
import { within } from '../../src/core/kinds/object-ref.ts'
import { orNothing } from '../../src/core/kinds/or-nothing.ts'
import { readController } from '../../src/core/kinds/owner-chain.ts'
import { Workload } from '../../src/core/kinds/workload.ts'
import type { PlanWarning } from '../../src/core/plan.ts'
import { KubeObject, type ObjectRef } from '../../src/core/resource.ts'
import { code, text } from '../../src/core/text.ts'

type Labels = Readonly<Record<string, string>>

type Labelling = {
  readonly ref: ObjectRef
  readonly object: KubeObject
  readonly before: Labels
  readonly after: Labels
}

/** Codes of warnings that make a label dangerous: traffic or pods move with it. */
export const MOVING = [
  'service-loses-pod',
  'service-gains-pod',
  'controller-loses-pod',
  'pod-security',
]

/** What goes by these labels and would no longer, or would from now on. */
export async function labelWarnings(
  labelling: Labelling,
  context: CommandContext,
): Promise<readonly PlanWarning[]> {
  const { group, resource } = labelling.ref.kind
  if (group !== '') return []
  if (resource === 'namespaces') return namespaceWarnings(labelling)
  if (resource !== 'pods') return []
  const found = await Promise.all([
    serviceWarnings(labelling, context),
    controllerWarnings(labelling, context),
  ])
  return found.flat()
}

const Service = KubeObject.extend({
  spec: z.looseObject({ selector: z.record(z.string(), z.string()).nullish() }).nullish(),
})

async function serviceWarnings(
  { ref, before, after }: Labelling,
  { cluster, desk }: CommandContext,
): Promise<readonly PlanWarning[]> {
  const kind = await cluster.kind('services')
  if (!mayRead(desk, kind, ref.namespace)) return []
  const place = within(kind, ref.namespace)
  const services = await orNothing(cluster.list({ kind, ...place }, Service))
  return services.flatMap(({ metadata, spec }) => {
    const selector = Object.keys(spec?.selector ?? {}).length > 0 ? spec?.selector : undefined
    const [was, willBe] = [isSelected(selector, before), isSelected(selector, after)]
    const service = text`Service ${code(metadata.name)} selects by these labels: `
    if (was && !willBe) {
      return [{ code: 'service-loses-pod', text: text`${service}it stops sending traffic there.` }]
    }
    if (!was && willBe) {
      return [{ code: 'service-gains-pod', text: text`${service}it starts sending traffic there.` }]
    }
    return []
  })
}

const isSelected = (selector: Labels | null | undefined, labels: Labels): boolean =>
  Object.entries(selector ?? {}).length > 0 &&
  Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value)

/** A pod that its controller no longer selects is let go and replaced by a new one. */
async function controllerWarnings(
  { object, before, after }: Labelling,
  context: CommandContext,
): Promise<readonly PlanWarning[]> {
  const controller = await readController(context, object)
  const read = Workload.safeParse(controller)
  const selector = read.success ? read.data.spec?.selector : undefined
  if (!controller || !selects(selector, before) || selects(selector, after)) return []
  const name = code(
    `${(controller.kind ?? 'controller').toLowerCase()}/${controller.metadata.name}`,
  )
  const lost = text`${name} selects by these labels: it lets this pod go and makes another in its place.`
  return [{ code: 'controller-loses-pod', text: lost }]
}

function namespaceWarnings({ before, after }: Labelling): readonly PlanWarning[] {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  )
  const security = text`What pods may do in this namespace goes by ${code('pod-security.kubernetes.io')} labels.`
  const others = text`Network policies and admission rules may go by the labels of a namespace.`
  return changed.some((key) => key.startsWith('pod-security.kubernetes.io/'))
    ? [{ code: 'pod-security', text: security }]
    : [{ code: 'namespace-labels', text: others }]
}
