import { healthyConditions } from '../kinds/nodes.ts'
import type { Resources } from '../kinds/resources.ts'
import type { Pace } from '../pace.ts'

const NODES = ['node-a', 'node-b', 'node-c']
const SIZE = { cpu: '8', memory: '32Gi', pods: '110' }

/** Nodes that are there and ready; as many pods fit as the size says. */
export function seedNodes(
  { nodes }: Resources,
  pace: Pace,
  { version, size = SIZE }: { readonly version: string; readonly size?: Record<string, string> },
): void {
  NODES.forEach((name, i) => {
    const labels = {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'topology.kubernetes.io/zone': `zone-${i + 1}`,
      ...(i === 0 && { 'node-role.kubernetes.io/control-plane': '' }),
    }
    nodes.create({
      metadata: { name, labels },
      status: {
        capacity: size,
        allocatable: size,
        nodeInfo: { ...SYSTEM, kubeletVersion: version },
        addresses: [
          { type: 'InternalIP', address: `10.0.0.${i + 1}` },
          { type: 'Hostname', address: name },
        ],
        conditions: healthyConditions(pace.stamp()),
      },
    })
  })
}

const SYSTEM = {
  osImage: 'Debian GNU/Linux 13',
  kernelVersion: '6.12.0',
  containerRuntimeVersion: 'containerd://2.0.0',
  operatingSystem: 'linux',
  architecture: 'amd64',
}
