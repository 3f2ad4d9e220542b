import { cpuText, memoryText } from '../json/quantity.ts'
import { isReady, type Pod } from '../kinds/pod-shape.ts'
import type { Resources } from '../kinds/resources.ts'
import type { Pace } from '../pace.ts'
import { json, type Call, type Reply } from './call.ts'
import { refuse } from './refusals.ts'

/** Cores and bytes that a pod uses right now: made up, steady, about half of a small request. */
export function usageOf(pod: Pod): { cpu: number; memory: number } {
  const seed = Number.parseInt(pod.metadata.uid.slice(0, 4), 16) / 0xffff
  return { cpu: 0.04 + 0.02 * seed, memory: (70 + 60 * seed) * 1024 ** 2 }
}

type Ground = { readonly resources: Resources; readonly pace: Pace }

/** `metrics.k8s.io/v1beta1`: what a metrics server would answer. */
export function serveMetrics(call: Call, { resources, pace }: Ground): Reply {
  const { resource, namespace, name } = call.target
  const stamps = { timestamp: pace.stamp(), window: '15s' }
  const all =
    resource === 'nodes'
      ? resources.nodes.list().map((node) => nodeMetrics(node.metadata.name, resources, stamps))
      : resources.pods
          .list(namespace)
          .filter(isReady)
          .map((pod) => podMetrics(pod, stamps))
  const kind = resource === 'nodes' ? 'NodeMetrics' : 'PodMetrics'
  const about = { apiVersion: 'metrics.k8s.io/v1beta1' }
  if (name === '') return json({ kind: `${kind}List`, ...about, metadata: {}, items: all })
  const found = all.find(({ metadata }) => metadata.name === name)
  if (!found) throw refuse.notFound({ group: 'metrics.k8s.io', resource, kind }, name)
  return json({ kind, ...about, ...found })
}

type Stamps = { readonly timestamp: string; readonly window: string }

const amounts = (cpu: number, memory: number) => ({ cpu: cpuText(cpu), memory: memoryText(memory) })

function podMetrics(pod: Pod, stamps: Stamps) {
  const { name, namespace } = pod.metadata
  const { cpu, memory } = usageOf(pod)
  const parts = pod.spec.containers.length
  const usage = amounts(cpu / parts, memory / parts)
  const containers = pod.spec.containers.map((one) => ({ name: one.name, usage }))
  return { metadata: { name, namespace }, ...stamps, containers }
}

function nodeMetrics(name: string, { pods }: Resources, stamps: Stamps) {
  const here = pods.list().filter((pod) => pod.spec.nodeName === name && isReady(pod))
  const cpu = here.reduce((sum, pod) => sum + usageOf(pod).cpu, 0.12)
  const memory = here.reduce((sum, pod) => sum + usageOf(pod).memory, 600 * 1024 ** 2)
  return { metadata: { name, namespace: '' }, ...stamps, usage: amounts(cpu, memory) }
}
