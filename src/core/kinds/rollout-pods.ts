import type { ClusterReader } from '../cluster.ts'
import { ForbiddenError } from '../errors.ts'
import { KubeObject } from '../resource.ts'
import { ownedBy } from './owned-by.ts'
import { Pod } from './pod.ts'
import { REVISION, type Workload } from './workload.ts'

const TEMPLATE_HASH = 'pod-template-hash'
const REVISION_HASH = 'controller-revision-hash'

/**
 * The pods of a workload's newest revision only: those an ongoing rollout depends on. Empty while the controller
 * has not made any, and for kinds whose pods cannot be told.
 */
export async function podsOfRollout(
  reader: ClusterReader,
  object: Workload,
): Promise<readonly Pod[]> {
  switch (object.kind) {
    case 'Deployment':
      return podsOfDeployment(reader, object)
    case 'StatefulSet':
      return podsOfHash(reader, object, object.status?.updateRevision ?? undefined)
    case 'DaemonSet':
      return podsOfHash(reader, object, await newestHash(reader, object))
    default:
      return podsOwnedBy(reader, object)
  }
}

const podsOwnedBy = (reader: ClusterReader, owner: Workload, labels: readonly string[] = []) =>
  ownedBy(owner, { kind: 'pods', shape: Pod, labels }, reader)

async function podsOfDeployment(reader: ClusterReader, deployment: Workload) {
  const wanted = { kind: 'replicasets.apps', shape: KubeObject }
  const newest = newestBy(await ownedBy(deployment, wanted, reader), ({ metadata }) =>
    Number(metadata.annotations?.[REVISION] ?? 0),
  )
  if (!newest) return []
  const hash = newest.metadata.labels?.[TEMPLATE_HASH]
  const owner = { ...deployment, metadata: newest.metadata }
  return podsOwnedBy(reader, owner, hash === undefined ? [] : [`${TEMPLATE_HASH}=${hash}`])
}

const podsOfHash = (reader: ClusterReader, owner: Workload, hash: string | undefined) =>
  podsOwnedBy(reader, owner, hash === undefined ? [] : [`${REVISION_HASH}=${hash}`])

/** A DaemonSet does not name its newest revision; its ControllerRevisions do, to those who may list them. */
async function newestHash(reader: ClusterReader, daemonSet: Workload): Promise<string | undefined> {
  const wanted = { kind: 'controllerrevisions.apps', shape: KubeObject }
  try {
    const owned = await ownedBy(daemonSet, wanted, reader)
    return newestBy(owned, numberOf)?.metadata.labels?.[REVISION_HASH]
  } catch (error) {
    if (error instanceof ForbiddenError) return undefined
    throw error
  }
}

const numberOf = (revision: KubeObject) => Number(revision['revision'] ?? 0)

function newestBy<T>(items: readonly T[], rank: (item: T) => number): T | undefined {
  return items.toSorted((a, b) => rank(b) - rank(a))[0]
}
