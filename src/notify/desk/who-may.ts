import type { Access } from '../../core/access.ts'
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

/** Something that a button would do: the command as policy knows it, and the right that it takes in the cluster. */
export type Deed = {
  readonly command: string
  readonly risk: Facts['risk']
  readonly topic: Topic
  /** Absent for what only the bot's own state changes. */
  readonly right?: Right
}

/** `resource` as RBAC names it, `get pods/log`; without one, the topic's own. */
export type Right = {
  readonly verb: Access['verb']
  readonly resource?: string
  readonly subresource?: string
}

/** Both gates of a read, for one person and one request: what was asked once is not asked again. */
export type Gate = {
  /** Policy, then the cluster's own access review. Throws UnavailableError where the cluster does not answer. */
  maySee(topic: Topic): Promise<boolean>
  /** Whether it is worth offering; the deed itself is judged anew. Throws UnavailableError as `maySee`. */
  could(deed: Deed): Promise<boolean>
  /** Whom to ask for leave, where policy says so. */
  contact(deed: Deed): string | undefined
  /** Throws DeniedError where policy does not let this person use the command on it. */
  mustBeLet(command: string, risk: Facts['risk'], topic: Topic): void
  /** Finds a kind in a cluster, as this person. */
  kind(cluster: string, word: string): Promise<Kind>
  /** A cluster, read as this person. */
  reader(cluster: string): ClusterReader
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
      isOwn(topic) ||
      (verdictOn('get', 'read', topic)?.kind === 'allow' && (await review(topic, GET))),
    could: async ({ command, risk, topic, right }) => {
      const isOpen = clustersOf(topic, clusters.infos).every((info) =>
        judge.could({ ...factsOf(asking, info, topic), command, risk }),
      )
      return isOpen && (right === undefined || (await review(topic, right)))
    },
    contact: ({ command, risk, topic }) => {
      const verdict = verdictOn(command, risk, topic)
      return verdict?.kind === 'deny' ? verdict.contact : undefined
    },
    mustBeLet: (command, risk, topic) => {
      const verdict = verdictOn(command, risk, topic)
      // Nobody votes on what is only said here: to be asked about is to be let.
      if (verdict && verdict.kind !== 'deny') return
      const reason = verdict?.reason ?? 'its cluster is not served any more'
      throw new DeniedError('policy-denied', text`${reason}`, verdict ? { verdict } : {})
    },
    kind: (cluster, word) => readerOf(cluster).kind(word),
    reader: readerOf,
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

const GET = { verb: 'get' } as const

/** The cluster's own access reviews, each asked once. */
function createReviews(readerOf: (cluster: string) => ClusterReader) {
  const reviews = new Map<string, Promise<boolean>>()
  const reviewNow = async (topic: Topic, { verb, resource, subresource }: Right) => {
    try {
      const reader = readerOf(topic.cluster)
      const kind = await reader.kind(resource ?? nameOf(topic))
      const { namespace } = topic
      const access = { verb, kind, ...(namespace !== undefined && { namespace }) }
      return (await reader.review({ ...access, ...(subresource && { subresource }) })).allowed
    } catch (error) {
      if (error instanceof ForbiddenError || error instanceof UsageError) return false
      throw error
    }
  }
  return (topic: Topic, right: Right): Promise<boolean> => {
    const { cluster, namespace = '' } = topic
    const { verb, resource = nameOf(topic), subresource = '' } = right
    const key = [cluster, verb, resource, subresource, namespace].join('/')
    const known = reviews.get(key) ?? reviewNow(topic, right)
    reviews.set(key, known)
    return known
  }
}

const nameOf = ({ group, resource }: Topic): string =>
  group === '' ? resource : `${resource}.${group}`

export const isAway = (error: unknown): boolean => error instanceof UnavailableError
