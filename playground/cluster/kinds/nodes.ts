import { z } from 'zod'
import { column, wide } from '../printing/column.ts'
import { KubeObject } from '../storage/kube-object.ts'
import { defineKind } from './define-kind.ts'
import { Condition, conditionOf } from './pod-shape.ts'

const Amounts = z.record(z.string(), z.string())
const Taint = z.looseObject({
  key: z.string(),
  effect: z.string(),
  timeAdded: z.string().optional(),
})

export const Node = KubeObject.extend({
  spec: z
    .looseObject({ unschedulable: z.boolean().optional(), taints: z.array(Taint).optional() })
    .prefault({}),
  status: z
    .looseObject({
      capacity: Amounts.optional(),
      allocatable: Amounts.optional(),
      conditions: z.array(Condition).optional(),
      addresses: z.array(z.looseObject({ type: z.string(), address: z.string() })).optional(),
      nodeInfo: z.looseObject({ kubeletVersion: z.string() }).optional(),
    })
    .prefault({}),
})
export type Node = z.infer<typeof Node>

/** What the kubelet of a node says while all is well. */
export function healthyConditions(now: string): Condition[] {
  const at = { lastHeartbeatTime: now, lastTransitionTime: now }
  const pressures = ['Memory', 'Disk', 'PID'].map((what): Condition => {
    const reason = `KubeletHasSufficient${what}`
    return { type: `${what}Pressure`, status: 'False', reason, ...at }
  })
  const message = 'kubelet is posting ready status'
  return [...pressures, { type: 'Ready', status: 'True', reason: 'KubeletReady', message, ...at }]
}

/** What the node controller makes of them when the kubelet has not been heard of. */
export function silentConditions(conditions: readonly Condition[] = [], now: string): Condition[] {
  const said = { reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' }
  return conditions.map((one) => ({ ...one, status: 'Unknown', ...said, lastTransitionTime: now }))
}

export function nodeStatus(node: Node): string {
  const ready = conditionOf(node, 'Ready')?.status === 'True' ? 'Ready' : 'NotReady'
  return node.spec.unschedulable ? `${ready},SchedulingDisabled` : ready
}

const roles = (node: Node) =>
  Object.keys(node.metadata.labels ?? {})
    .flatMap((label) => /^node-role\.kubernetes\.io\/(.+)$/.exec(label)?.[1] ?? [])
    .join(',') || '<none>'

export const nodeKind = defineKind<Node>({
  group: '',
  version: 'v1',
  kind: 'Node',
  resource: 'nodes',
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
  shape: Node,
  columns: [
    column('Status', nodeStatus),
    column('Roles', roles),
    column('Version', ({ status }) => status.nodeInfo?.kubeletVersion ?? ''),
    wide(
      'Internal-IP',
      ({ status }) =>
        status.addresses?.find((one) => one.type === 'InternalIP')?.address ?? '<none>',
    ),
  ],
})
