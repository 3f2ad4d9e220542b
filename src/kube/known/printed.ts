import type { Keeping, ResourceName, Watched } from '../../core/watched.ts'
import { AGE, column, type Column, countAt, NAME, recordsAt, textAt, valueAt } from './columns.ts'
import { POD_COLUMNS } from './pod-columns.ts'

type Printed = {
  readonly columns: readonly { readonly name: string; readonly wide: boolean }[]
  readonly print: (object: Watched, now: Date) => readonly string[]
}

/** How a kind is printed from what is kept of it; one that nobody wrote columns for by name and age. */
export function printed(resource: ResourceName): Printed {
  const columns = COLUMNS[resource] ?? [NAME, AGE]
  return {
    columns: columns.map(({ name, wide }) => ({ name, wide })),
    print: (object, now) => columns.map(({ cell }) => cell(object, now)),
  }
}

const number = (name: string, path: string) =>
  column(name, (object) => String(countAt(object, path)))
const ready = column(
  'Ready',
  (object) => `${countAt(object, 'status.readyReplicas')}/${textAt(object, 'spec.replicas', '1')}`,
)

const COLUMNS: Readonly<Record<ResourceName, readonly Column[]>> = {
  pods: POD_COLUMNS,
  'deployments.apps': [
    NAME,
    ready,
    number('Up-to-date', 'status.updatedReplicas'),
    number('Available', 'status.availableReplicas'),
    AGE,
  ],
  'statefulsets.apps': [NAME, ready, AGE],
  'daemonsets.apps': [
    NAME,
    number('Desired', 'status.desiredNumberScheduled'),
    number('Ready', 'status.numberReady'),
    number('Up-to-date', 'status.updatedNumberScheduled'),
    number('Available', 'status.numberAvailable'),
    AGE,
  ],
  nodes: [NAME, column('Status', nodeStatus), column('Roles', nodeRoles), AGE],
  persistentvolumeclaims: [
    NAME,
    column('Status', (claim) => textAt(claim, 'status.phase')),
    column('Volume', (claim) => textAt(claim, 'spec.volumeName', '')),
    column('StorageClass', (claim) => textAt(claim, 'spec.storageClassName', '')),
    AGE,
  ],
  'horizontalpodautoscalers.autoscaling': [
    NAME,
    number('MinPods', 'spec.minReplicas'),
    number('MaxPods', 'spec.maxReplicas'),
    number('Replicas', 'status.currentReplicas'),
    AGE,
  ],
}

/** What the columns read beside what detectors keep anyway. */
export const PRINTED: readonly Keeping[] = [
  { group: 'apps', resource: 'daemonsets', paths: ['status.numberReady'] },
]

function nodeStatus(node: Watched): string {
  const conditions = recordsAt(node.body, 'status.conditions')
  const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  const status = isReady ? 'Ready' : 'NotReady'
  return valueAt(node.body, 'spec.unschedulable') === true ? `${status},SchedulingDisabled` : status
}

const ROLE = 'node-role.kubernetes.io/'

function nodeRoles({ labels }: Watched): string {
  const roles = Object.keys(labels).filter((label) => label.startsWith(ROLE))
  return roles.map((label) => label.slice(ROLE.length)).join(',') || '<none>'
}
