import { z } from 'zod'
import type { ClusterReader } from '../cluster.ts'
import { KubeObject } from '../resource.ts'
import { ownedBy } from './owned-by.ts'
import { PodTemplate, REVISION, Workload } from './workload.ts'

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
  const sets = await ownedBy(object, { kind: 'replicasets.apps', shape: Workload }, reader)
  return sets.flatMap((set): Revision[] => {
    const number = Number(set.metadata.annotations?.[REVISION])
    const template = set.spec?.template
    if (!template || !Number.isInteger(number)) return []
    const available = set.status?.availableReplicas ?? 0
    return [{ number, template, available, ...origin(set) }]
  })
}

async function fromControllerRevisions(reader: ClusterReader, object: Workload) {
  const wanted = { kind: 'controllerrevisions.apps', shape: ControllerRevision }
  const revisions = await ownedBy(object, wanted, reader)
  return revisions.map((one): Revision => {
    // Stored as a strategic merge patch, hence the marker, which is no field of a template.
    const { $patch: _marker, ...template } = one.data.spec.template
    return { number: one.revision, template, ...origin(one) }
  })
}

function origin({ metadata }: KubeObject) {
  const { creationTimestamp, annotations } = metadata
  return {
    createdAt: creationTimestamp ? new Date(creationTimestamp) : undefined,
    cause: annotations?.[CHANGE_CAUSE],
  }
}
