import type { PlainObject } from './fake-cluster-reader.ts'

type NodeWishes = {
  readonly name?: string
  readonly cordoned?: boolean
  readonly ready?: boolean
  readonly taints?: readonly { readonly key: string; readonly effect: string }[]
  readonly labels?: Record<string, string>
}

/** A node that takes pods, unless told otherwise. */
export function node(wishes: NodeWishes = {}): PlainObject {
  const { name = 'node-1', cordoned = false, ready = true, taints } = wishes
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-node-${name}`,
      labels: wishes.labels ?? { 'kubernetes.io/hostname': name },
    },
    spec: {
      podCIDR: '10.244.1.0/24',
      ...(cordoned && { unschedulable: true }),
      ...(taints && { taints }),
    },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}
