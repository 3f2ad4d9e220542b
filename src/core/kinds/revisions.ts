import { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import { KubeObject } from '../resource.ts'
import { selectorText } from './label-selector.ts'
import { PodTemplate, Workload } from './workload.ts'

/** One state a workload's pods were made from, and can be made from again. */
export type Revision = {
  readonly number: number
  readonly template: PodTemplate
  readonly createdAt: Date | undefined
  /** What its author noted in `kubernetes.io/change-cause`. */
  readonly cause: string | undefined
  /** Pods of it that are available now; not told of what is no ReplicaSet. */
  readonly available?: number
}

const REVISION = 'deployment.kubernetes.io/revision'
export const CHANGE_CAUSE = 'kubernetes.io/change-cause'

const ControllerRevision = KubeObject.extend({
  revision: z.number(),
  data: z.looseObject({ spec: z.looseObject({ template: PodTemplate }) }),
})

/** Every revision that is still kept, newest first: the first is the one in force. */
export async function revisionsOf(
  reader: ClusterReader,
  object: Workload,
): Promise<readonly Revision[]> {
  const revisions =
    object.kind === 'Deployment'
      ? await fromReplicaSets(reader, object)
      : await fromControllerRevisions(reader, object)
  return revisions.toSorted((a, b) => b.number - a.number)
}

async function fromReplicaSets(reader: ClusterReader, object: Workload) {
  const query = await queryFor('replicasets.apps', reader, object)
  const { items } = await reader.list(query, Workload)
  return items.flatMap((set): Revision[] => {
    const number = Number(set.metadata.annotations?.[REVISION])
    const template = set.spec?.template
    if (!isOwned(set, object) || !template || !Number.isInteger(number)) return []
    const available = set.status?.availableReplicas ?? 0
    return [{ number, template, available, ...origin(set) }]
  })
}

async function fromControllerRevisions(reader: ClusterReader, object: Workload) {
  const query = await queryFor('controllerrevisions.apps', reader, object)
  const { items } = await reader.list(query, ControllerRevision)
  return items
    .filter((one) => isOwned(one, object))
    .map((one): Revision => {
      // Stored as a strategic merge patch, hence the marker, which is no field of a template.
      const { $patch: _marker, ...template } = one.data.spec.template
      return { number: one.revision, template, ...origin(one) }
    })
}

async function queryFor(kindWord: string, reader: ClusterReader, { metadata, spec }: Workload) {
  const labelSelector = selectorText(spec?.selector)
  return {
    kind: await reader.kind(kindWord),
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    ...(labelSelector !== undefined && { labelSelector }),
  }
}

const isOwned = ({ metadata }: KubeObject, owner: KubeObject) =>
  metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false

function origin({ metadata }: KubeObject) {
  const { creationTimestamp, annotations } = metadata
  return {
    createdAt: creationTimestamp ? new Date(creationTimestamp) : undefined,
    cause: annotations?.[CHANGE_CAUSE],
  }
}
