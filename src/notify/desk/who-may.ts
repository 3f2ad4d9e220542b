import type { ClusterInfo, ClusterReader, Clusters } from '../../core/cluster.ts'
import { DeniedError, ForbiddenError, UnavailableError, UsageError } from '../../core/errors.ts'
import type { Subject } from '../../core/finding.ts'
import type { Facts, Judge } from '../../core/judge.ts'
import type { Request } from '../../core/request.ts'
import type { Kind } from '../../core/resource.ts'
import { text } from '../../core/text.ts'
import { isOwn, ITSELF } from '../blindness/own.ts'

export type GateParts = { readonly clusters: Clusters; readonly judge: Judge }

export type Asking = { readonly request: Request; readonly signal: AbortSignal }

/** What somebody wants to know or silence: an object, or what is in a namespace. */
export type Topic = Pick<Subject, 'group' | 'resource' | 'namespace'> & {
  readonly cluster: string
  readonly name?: string
}

/** Both gates of a read, for one person and one request: what was asked once is not asked again. */
export type Gate = {
  /** Policy, then the cluster's own access review. Throws UnavailableError where the cluster does not answer. */
  maySee(topic: Topic): Promise<boolean>
  /** Throws DeniedError where policy does not let this person use the command on it. */
  mustBeLet(command: string, risk: Facts['risk'], topic: Topic): void
  /** Finds a kind in a cluster, as this person. */
  kind(cluster: string, word: string): Promise<Kind>
}

export function createGate(asking: Asking, { clusters, judge }: GateParts): Gate {
  const { actor, id: requestId } = asking.request
  const { signal } = asking
  const readerOf = (cluster: string) => clusters.open(cluster, { actor, requestId, signal }).reader
  const review = createReviews(readerOf)
  const verdictOn = (command: string, risk: Facts['risk'], topic: Topic) => {
    const verdicts = clustersOf(topic, clusters.infos).map((info) =>
      judge.judge({ ...factsOf(asking, info, topic), command, risk }),
    )
    return verdicts.find(({ kind }) => kind === 'deny') ?? verdicts[0]
  }
  return {
    // What `status` tells everybody is no secret here either.
    maySee: async (topic) =>
      isOwn(topic) || (verdictOn('get', 'read', topic)?.kind === 'allow' && (await review(topic))),
    mustBeLet: (command, risk, topic) => {
      const verdict = verdictOn(command, risk, topic)
      // Nobody votes on what is only said here: to be asked about is to be let.
      if (verdict && verdict.kind !== 'deny') return
      const reason = verdict?.reason ?? 'its cluster is not served any more'
      throw new DeniedError('policy-denied', text`${reason}`, verdict ? { verdict } : {})
    },
    kind: (cluster, word) => readerOf(cluster).kind(word),
  }
}

/** The one that it is of; what is of none takes leave for all of them. */
const clustersOf = ({ cluster }: Topic, infos: readonly ClusterInfo[]): readonly ClusterInfo[] =>
  cluster === ITSELF ? infos : infos.filter((info) => info.cluster === cluster)

function factsOf({ request }: Asking, info: ClusterInfo, topic: Topic) {
  const { actor, place, at } = request
  const { resource, group, namespace, name } = topic
  const target = {
    kind: resource,
    group,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  }
  return {
    actor,
    place,
    at,
    target,
    cluster: { name: info.cluster, environment: info.environment },
  }
}

/** The cluster's own access reviews of `get`, each asked once. */
function createReviews(readerOf: (cluster: string) => ClusterReader) {
  const reviews = new Map<string, Promise<boolean>>()
  const reviewNow = async ({ cluster, group, resource, namespace }: Topic): Promise<boolean> => {
    try {
      const reader = readerOf(cluster)
      const kind = await reader.kind(group === '' ? resource : `${resource}.${group}`)
      const place = namespace === undefined ? {} : { namespace }
      return (await reader.review({ verb: 'get', kind, ...place })).allowed
    } catch (error) {
      if (error instanceof ForbiddenError || error instanceof UsageError) return false
      throw error
    }
  }
  return (topic: Topic): Promise<boolean> => {
    const { cluster, group, resource, namespace } = topic
    const key = [cluster, group, resource, namespace ?? ''].join('/')
    const known = reviews.get(key) ?? reviewNow(topic)
    reviews.set(key, known)
    return known
  }
}

export const isAway = (error: unknown): boolean => error instanceof UnavailableError
