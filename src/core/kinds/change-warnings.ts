import type { PlanWarning } from '../plan.ts'
import type { KubeObject } from '../resource.ts'
import { text } from '../text.ts'
import { type Manager, managerOf } from './managed-by.ts'
import { countsOf, isAllUpdated, openSteps } from './rollout-counts.ts'
import type { Workload } from './workload.ts'

const WHEN = {
  argocd:
    'with self-heal it sets this back within minutes; without, the application shows as out of sync',
  flux: 'its next reconciliation sets this back',
  helm: 'the next upgrade of the release sets this back',
} as const

/** Someone's deployment tool will undo a change of what it declared. */
export function managedWarnings(object: KubeObject, where: string): readonly PlanWarning[] {
  const manager = managerOf(object)
  if (!manager) return []
  return [
    {
      code: codeOf(manager),
      text: text`${manager.name} manages it: ${WHEN[manager.tool]}. To keep it, change ${where}.`,
    },
  ]
}

/** A restart only adds an annotation that these tools do not declare. */
export function managedNote(object: KubeObject): readonly PlanWarning[] {
  const manager = managerOf(object)
  if (!manager) return []
  return [
    {
      code: codeOf(manager),
      text: text`${manager.name} manages it; a restart changes nothing that it declares.`,
    },
  ]
}

/** Kinds whose counts mean what we take them for. */
const BUILT_IN = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']

/** What is under way already and will mix with this change. */
export function rolloutWarnings(object: Workload): readonly PlanWarning[] {
  if (object.spec?.paused === true) {
    const held = text`The deployment is paused: its replicas change, but no new revision rolls out.`
    return [{ code: 'deployment-paused', text: held }]
  }
  const counts = countsOf(object)
  const open = openSteps(object, counts)
  if (!BUILT_IN.includes(object.kind ?? '') || open.length === 0) return []
  if (isAllUpdated(counts)) {
    const few = text`Before this, ${counts.available} of ${counts.desired} pods were available.`
    return [{ code: 'not-available', text: few }]
  }
  const steps = open.flatMap((step, i) => (i === 0 ? step : [', ', ...step]))
  return [
    { code: 'rollout-in-progress', text: text`An earlier change was still rolling out: ${steps}.` },
  ]
}

const codeOf = ({ tool }: Manager) => `managed-by-${tool}`
