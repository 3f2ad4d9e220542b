import { z } from 'zod'
import { KubeObject, Texts } from '../storage/kube-object.ts'

const Resources = z.looseObject({
  requests: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  limits: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

const Container = z.looseObject({
  name: z.string(),
  image: z.string(),
  imagePullPolicy: z.string().default('IfNotPresent'),
  terminationMessagePath: z.string().default('/dev/termination-log'),
  terminationMessagePolicy: z.string().default('File'),
  resources: Resources.prefault({}),
})
export type Container = z.infer<typeof Container>

const Toleration = z.looseObject({
  key: z.string().optional(),
  operator: z.string().optional(),
  effect: z.string().optional(),
  tolerationSeconds: z.number().optional(),
})

export const PodSpec = z.looseObject({
  containers: z.array(Container).min(1),
  initContainers: z.array(Container).optional(),
  restartPolicy: z.enum(['Always', 'OnFailure', 'Never']).default('Always'),
  terminationGracePeriodSeconds: z.number().default(30),
  dnsPolicy: z.string().default('ClusterFirst'),
  securityContext: z.looseObject({}).prefault({}),
  schedulerName: z.string().default('default-scheduler'),
  nodeName: z.string().optional(),
  nodeSelector: Texts.optional(),
  tolerations: z.array(Toleration).optional(),
  priority: z.number().optional(),
})

export const PodTemplate = z.looseObject({
  metadata: z.looseObject({ labels: Texts.optional(), annotations: Texts.optional() }).prefault({}),
  spec: PodSpec,
})
export type PodTemplate = z.infer<typeof PodTemplate>

const Terminated = z.looseObject({
  exitCode: z.number(),
  reason: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
})
const ContainerState = z.looseObject({
  waiting: z
    .looseObject({ reason: z.string().optional(), message: z.string().optional() })
    .optional(),
  running: z.looseObject({ startedAt: z.string().optional() }).optional(),
  terminated: Terminated.optional(),
})
const ContainerStatus = z.looseObject({
  name: z.string(),
  image: z.string(),
  ready: z.boolean(),
  started: z.boolean().optional(),
  restartCount: z.number(),
  state: ContainerState.prefault({}),
  lastState: ContainerState.prefault({}),
})
export type ContainerStatus = z.infer<typeof ContainerStatus>

export const Condition = z.looseObject({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().optional(),
  lastUpdateTime: z.string().optional(),
})
export type Condition = z.infer<typeof Condition>

export const Pod = KubeObject.extend({
  spec: PodSpec,
  status: z
    .looseObject({
      phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']).default('Pending'),
      reason: z.string().optional(),
      message: z.string().optional(),
      podIP: z.string().optional(),
      startTime: z.string().optional(),
      conditions: z.array(Condition).optional(),
      containerStatuses: z.array(ContainerStatus).optional(),
    })
    .prefault({}),
})
export type Pod = z.infer<typeof Pod>

/** The same conditions with one set; its transition time moves only when its status does. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  next: Condition,
): Condition[] {
  const before = conditions?.find((one) => one.type === next.type)
  const kept =
    before?.status === next.status && before.lastTransitionTime
      ? { ...next, lastTransitionTime: before.lastTransitionTime }
      : next
  if (!before) return [...(conditions ?? []), kept]
  return (conditions ?? []).map((one) => (one === before ? kept : one))
}

export const conditionOf = (
  holder: { readonly status: { readonly conditions?: readonly Condition[] | undefined } },
  type: string,
): Condition | undefined => holder.status.conditions?.find((one) => one.type === type)

export const isReady = (pod: Pod): boolean => conditionOf(pod, 'Ready')?.status === 'True'

/** Still counts for its owner: neither finished nor on its way out. */
export const isActive = (pod: Pod): boolean =>
  pod.status.phase !== 'Succeeded' &&
  pod.status.phase !== 'Failed' &&
  !pod.metadata.deletionTimestamp
