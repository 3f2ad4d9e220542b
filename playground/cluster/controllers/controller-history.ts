import { createHash } from 'node:crypto'
import type { PodTemplate } from '../kinds/pod-shape.ts'
import { controlledBy, refOf, type KubeObject } from '../storage/kube-object.ts'
import { isControlledBy } from './keys.ts'
import type { World } from './world.ts'

export const REVISION_HASH = 'controller-revision-hash'

type Owner = KubeObject & {
  readonly spec: { readonly template: PodTemplate; readonly revisionHistoryLimit: number }
}

/** Keeps a ControllerRevision for the present template as the newest, and answers its hash. */
export function recordRevision(
  { resources: { controllerRevisions } }: World,
  owner: Owner,
): string {
  const data = { spec: { template: { ...owner.spec.template, $patch: 'replace' } } }
  const hash = hashOf(owner.spec.template)
  const mine = controllerRevisions
    .list(owner.metadata.namespace)
    .filter((one) => isControlledBy(one, owner))
    .toSorted((a, b) => a.revision - b.revision)
  const known = mine.find((one) => one.metadata.labels?.[REVISION_HASH] === hash)
  const newest = mine.at(-1)
  const revision = (newest?.revision ?? 0) + 1
  if (!known)
    controllerRevisions.create({
      metadata: {
        name: `${owner.metadata.name}-${hash}`,
        namespace: owner.metadata.namespace,
        labels: { ...owner.spec.template.metadata.labels, [REVISION_HASH]: hash },
        ownerReferences: [controlledBy(owner)],
      },
      data,
      revision,
    })
  else if (known !== newest)
    controllerRevisions.update(refOf(known), (one) => ({ ...one, revision }))
  const excess = Math.max(0, mine.length - owner.spec.revisionHistoryLimit - 1)
  for (const one of mine.slice(0, excess)) if (one !== known) controllerRevisions.remove(refOf(one))
  return hash
}

function hashOf(template: PodTemplate): string {
  const digest = createHash('sha256').update(JSON.stringify(template)).digest()
  const alphabet = 'bcdf456789'
  return Array.from(digest.subarray(0, 9), (byte) => alphabet[byte % alphabet.length]).join('')
}

export const hashLabel = (object: KubeObject): string =>
  object.metadata.labels?.[REVISION_HASH] ?? ''
