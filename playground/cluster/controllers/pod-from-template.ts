import type { Container, PodTemplate } from '../kinds/pod-shape.ts'
import { controlledBy, type KubeObject } from '../storage/kube-object.ts'
import { suffix } from '../storage/write.ts'

type Naming = {
  /** Exact name; else the owner's name and five characters. */
  readonly name?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly nodeName?: string
  /** Stays on its node whatever happens to it, as pods of DaemonSets do. */
  readonly steadfast?: boolean
}

/** A pod as its owner makes it from its template. */
export function podFromTemplate(template: PodTemplate, owner: KubeObject, naming: Naming = {}) {
  const prefix = `${owner.metadata.name}-`
  const { labels, annotations } = template.metadata
  return {
    metadata: {
      name: naming.name ?? `${prefix}${suffix()}`,
      generateName: prefix,
      namespace: owner.metadata.namespace,
      labels: { ...labels, ...naming.labels },
      ...(annotations && { annotations }),
      ownerReferences: [controlledBy(owner)],
    },
    spec: {
      ...template.spec,
      ...(naming.nodeName && { nodeName: naming.nodeName }),
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      enableServiceLinks: true,
      tolerations: [
        ...(template.spec.tolerations ?? []),
        ...(naming.steadfast ? [{ operator: 'Exists' }] : DEFAULT_TOLERATIONS),
      ],
    },
    status: { phase: 'Pending', qosClass: qosClass(template.spec.containers) },
  }
}

// A real cluster waits 300 s before it moves pods off a lost node; nobody watches a playground that long.
const DEFAULT_TOLERATIONS = ['not-ready', 'unreachable'].map((state) => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 20,
}))

function qosClass(containers: readonly Container[]): string {
  const asked = containers.flatMap(({ resources }) => [
    ...Object.keys(resources.requests ?? {}),
    ...Object.keys(resources.limits ?? {}),
  ])
  if (asked.length === 0) return 'BestEffort'
  const guaranteed = containers.every(
    ({ resources: { requests, limits } }) =>
      limits?.['cpu'] !== undefined &&
      limits['memory'] !== undefined &&
      (requests?.['cpu'] ?? limits['cpu']) === limits['cpu'] &&
      (requests?.['memory'] ?? limits['memory']) === limits['memory'],
  )
  return guaranteed ? 'Guaranteed' : 'Burstable'
}
