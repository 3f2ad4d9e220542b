import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Deployment } from '../../kinds/deployments.ts'
import type { PodTemplate } from '../../kinds/pod-shape.ts'
import type { ReplicaSet } from '../../kinds/replica-sets.ts'
import { controlledBy } from '../../storage/kube-object.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
const HASH = 'pod-template-hash'

export const revisionOf = (set: ReplicaSet): number =>
  Number(set.metadata.annotations?.[REVISION] ?? 0)

/** The ReplicaSet that has the deployment's present template. */
export const findNew = (
  { spec }: Deployment,
  sets: readonly ReplicaSet[],
): ReplicaSet | undefined =>
  sets.find((set) => isDeepStrictEqual(withoutHash(set.spec.template), withoutHash(spec.template)))

function withoutHash({ metadata, spec }: PodTemplate) {
  const { [HASH]: _, ...labels } = metadata.labels ?? {}
  return { metadata: { ...metadata, labels }, spec }
}

/** Ten characters that tell templates apart. */
export function hashOf(template: PodTemplate): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(withoutHash(template)))
    .digest()
  const alphabet = 'bcdf456789'
  return Array.from(digest.subarray(0, 10), (byte) => alphabet[byte % alphabet.length]).join('')
}

/** A new, empty ReplicaSet for the present template. */
export function newReplicaSet(deployment: Deployment, revision: number) {
  const { template, selector } = deployment.spec
  const hash = hashOf(template)
  const labels = { ...template.metadata.labels, [HASH]: hash }
  return {
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: { ...inherited(deployment), [REVISION]: String(revision) },
      ownerReferences: [controlledBy(deployment)],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  }
}

const NOT_INHERITED = ['kubectl.kubernetes.io/last-applied-configuration', REVISION]

/** Annotations that a deployment hands down, `kubernetes.io/change-cause` among them. */
export function inherited({ metadata }: Deployment): Record<string, string> {
  const kept = Object.entries(metadata.annotations ?? {}).filter(
    ([k]) => !NOT_INHERITED.includes(k),
  )
  return Object.fromEntries(kept)
}
