import type { ClusterReader, ListQuery } from '../cluster.ts'
import { ForbiddenError } from '../errors.ts'
import { KubeObject } from '../resource.ts'
import { selectorText } from './label-selector.ts'
import { Pod } from './pod.ts'
import type { Workload } from './workload.ts'

const REVISION = 'deployment.kubernetes.io/revision'
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

/** Every pod that this object's selector finds and that it owns itself. */
async function podsOwnedBy(
  reader: ClusterReader,
  owner: Workload,
  labels: readonly string[] = [],
): Promise<readonly Pod[]> {
  const query = await queryFor(reader, 'pods', owner)
  if (!query) return []
  const labelSelector = [query.labelSelector, ...labels].join(',')
  const { items } = await reader.list({ ...query, labelSelector }, Pod)
  return items.filter((pod) => isOwned(pod, owner))
}

async function podsOfDeployment(reader: ClusterReader, deployment: Workload) {
  const query = await queryFor(reader, 'replicasets.apps', deployment)
  if (!query) return []
  const { items } = await reader.list(query, KubeObject)
  const newest = newestBy(
    items.filter((set) => isOwned(set, deployment)),
    (set) => Number(set.metadata.annotations?.[REVISION] ?? 0),
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
  const query = await queryFor(reader, 'controllerrevisions.apps', daemonSet)
  if (!query) return undefined
  try {
    const { items } = await reader.list(query, KubeObject)
    const owned = items.filter((revision) => isOwned(revision, daemonSet))
    return newestBy(owned, numberOf)?.metadata.labels?.[REVISION_HASH]
  } catch (error) {
    if (error instanceof ForbiddenError) return undefined
    throw error
  }
}

async function queryFor(
  reader: ClusterReader,
  kindWord: string,
  { metadata, spec }: Workload,
): Promise<ListQuery | undefined> {
  const labelSelector = selectorText(spec?.selector)
  if (labelSelector === undefined) return undefined
  const namespace = metadata.namespace
  const kind = await reader.kind(kindWord)
  return { kind, labelSelector, ...(namespace !== undefined && { namespace }) }
}

const isOwned = ({ metadata }: KubeObject, owner: KubeObject) =>
  metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false

const numberOf = (revision: KubeObject) => Number(revision['revision'] ?? 0)

function newestBy<T>(items: readonly T[], rank: (item: T) => number): T | undefined {
  return items.toSorted((a, b) => rank(b) - rank(a))[0]
}
