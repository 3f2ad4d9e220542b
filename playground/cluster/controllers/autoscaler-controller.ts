import { quantity } from '../json/quantity.ts'
import { cpuTarget, type Autoscaler } from '../kinds/autoscalers.ts'
import { isReady, type Pod } from '../kinds/pod-shape.ts'
import { workloadOf } from '../kubelet/behaviour.ts'
import { usageOf } from '../rest/metrics.ts'
import { refOf, type Ref } from '../storage/kube-object.ts'
import type { Controller } from './controller.ts'
import { itself, refOfKey } from './keys.ts'
import { requested } from './scheduler.ts'
import type { World } from './world.ts'

const LOOK_EVERY_MS = 15_000
const FIRST_LOOKS_MS = 2000
/** Fewer replicas are only taken when nothing asked for more during that long, as in a real cluster. */
const STABLE_MS = 300_000
const TOLERANCE = 0.1

type Advice = { readonly at: number; readonly replicas: number }

/** Scales workloads by the metrics that the cluster serves. */
export function createAutoscalerController(world: World): Controller {
  const { autoscalers, pods } = world.resources
  const advice = new Map<string, Advice[]>()
  return {
    name: 'horizontal-pod-autoscaler',
    concerns: (change) => itself(change, 'autoscaling/horizontalpodautoscalers'),
    reconcile(key) {
      const hpa = autoscalers.get(refOfKey(key))
      if (!hpa) return undefined
      const { kind, name } = hpa.spec.scaleTargetRef
      const ref = { namespace: hpa.metadata.namespace ?? '', name }
      const current = targetOf(world, kind, ref)?.spec.replicas
      if (current === undefined) return LOOK_EVERY_MS
      const mine = pods
        .list(ref.namespace)
        .filter(
          (pod) =>
            isReady(pod) && workloadOf(pod, world.resources) === `${kind}/${ref.namespace}/${name}`,
        )
      const cpu = utilization(mine)
      const wanted = current === 0 ? 0 : wish(hpa, current, cpu)
      const now = world.pace.since(new Date(0))
      const kept = [...(advice.get(key) ?? []), { at: now, replicas: wanted }].filter(
        (one) => now - one.at < STABLE_MS,
      )
      advice.set(key, kept)
      const highest = Math.max(...kept.map((one) => one.replicas))
      const desired = wanted >= current ? wanted : Math.min(current, highest)
      const bounded =
        current === 0 ? 0 : Math.min(hpa.spec.maxReplicas, Math.max(hpa.spec.minReplicas, desired))
      if (bounded !== current) rescale(world, hpa, { kind, ref, replicas: bounded })
      writeStatus(world, hpa, { current, desired: bounded, cpu })
      return cpu === undefined ? FIRST_LOOKS_MS : LOOK_EVERY_MS
    },
  }
}

function targetOf({ resources }: World, kind: string, ref: Ref) {
  if (kind === 'Deployment') return resources.deployments.get(ref)
  return kind === 'StatefulSet' ? resources.statefulSets.get(ref) : undefined
}

/** Percent of what the pods asked for. */
function utilization(pods: readonly Pod[]): number | undefined {
  const asked = pods.reduce((sum, pod) => sum + requested(pod, 'cpu'), quantity('0'))
  const used = pods.reduce((sum, pod) => sum + usageOf(pod).cpu, 0)
  return asked === 0 ? undefined : Math.round((used / asked) * 100)
}

function wish(hpa: Autoscaler, current: number, cpu: number | undefined): number {
  if (cpu === undefined) return current
  const ratio = cpu / cpuTarget(hpa)
  return Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(current * ratio)
}

type Rescale = { readonly kind: string; readonly ref: Ref; readonly replicas: number }

function rescale({ resources, events }: World, hpa: Autoscaler, { kind, ref, replicas }: Rescale) {
  if (kind === 'Deployment')
    resources.deployments.update(ref, ({ spec, ...rest }) => ({
      ...rest,
      spec: { ...spec, replicas },
    }))
  else
    resources.statefulSets.update(ref, ({ spec, ...rest }) => ({
      ...rest,
      spec: { ...spec, replicas },
    }))
  const message = `New size: ${replicas}; reason: cpu resource utilization (percentage of request) against target`
  events.record(hpa, {
    reason: 'SuccessfulRescale',
    message,
    from: 'horizontal-pod-autoscaler',
  })
}

type Seen = { readonly current: number; readonly desired: number; readonly cpu: number | undefined }

function writeStatus({ resources, pace }: World, hpa: Autoscaler, { current, desired, cpu }: Seen) {
  const at = pace.stamp()
  const able = hpa.status.conditions ?? [
    { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', lastTransitionTime: at },
    { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound', lastTransitionTime: at },
  ]
  const measured = { name: 'cpu', current: { averageUtilization: cpu } }
  const change = (one: Autoscaler) => ({
    ...one,
    status: {
      ...one.status,
      currentReplicas: current,
      desiredReplicas: desired,
      conditions: able,
      ...(desired !== current && { lastScaleTime: at }),
      ...(cpu !== undefined && { currentMetrics: [{ type: 'Resource', resource: measured }] }),
    },
  })
  resources.autoscalers.update(refOf(hpa), change, { part: 'status' })
}
