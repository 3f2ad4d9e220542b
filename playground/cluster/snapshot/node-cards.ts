import { requested } from '../controllers/scheduler.ts'
import { cpuText, memoryText, quantity } from '../json/quantity.ts'
import { nodeStatus } from '../kinds/nodes.ts'
import { isActive } from '../kinds/pod-shape.ts'
import type { Resources } from '../kinds/resources.ts'
import type { NodeCard } from '../page-model.ts'

export function nodeCards({ nodes, pods }: Resources): NodeCard[] {
  const active = pods.list().filter(isActive)
  return nodes.list().map((node) => {
    const { name } = node.metadata
    const here = active.filter((pod) => pod.spec.nodeName === name)
    const sum = (resource: string) => here.reduce((all, pod) => all + requested(pod, resource), 0)
    const { allocatable = {} } = node.status
    const status = nodeStatus(node)
    return {
      name,
      status,
      tone: toneOf(status),
      pods: here.length,
      cpu: { requested: cpuText(sum('cpu')), allocatable: allocatable['cpu'] ?? '0' },
      memory: {
        requested: memoryText(sum('memory')),
        allocatable: memoryText(quantity(allocatable['memory'])),
      },
    }
  })
}

function toneOf(status: string): NodeCard['tone'] {
  if (status === 'Ready') return 'good'
  return status.startsWith('Ready') ? 'idle' : 'bad'
}
