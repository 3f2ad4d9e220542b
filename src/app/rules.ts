import { createApprovers } from '../../rbac/approvers/create-approvers.ts'
import { createIdentify } from '../../rbac/identity/identity.ts'
import { createSeenEmails, type SeenEmails } from '../../rbac/identity/email-map.ts'
import { createJudge } from '../../rbac/judge.ts'
import type { Identify } from '../core/actor.ts'
import type { Approvers } from '../core/approvers.ts'
import type { Clusters } from '../core/cluster.ts'
import type { Judge } from '../core/judge.ts'
import { withKnownReads } from '../core/known/known-reads.ts'
import { createReviewMemory, type ReviewMemory } from '../core/known/review-memory.ts'
import type { Place } from '../core/request.ts'
import type { Limits } from '../core/road/admission.ts'
import type { Defaults, OpeningParts } from '../core/road/opening.ts'
import type { Clock, Seams } from '../core/seams.ts'
import type { KubeClusters } from '../kube/clusters.ts'
import { meteredJudge } from './metrics/metered-judge.ts'
import type { Notifying } from './notify.ts'
import type { Setup } from './setup.ts'
import type { Slack } from '../slack/slack.ts'
import { tracedClusters, tracedIdentify, tracedJudge } from './traced/traced-road.ts'

/** All that is exchanged at once: what a request is judged by, and what it may reach. One request sees one of these. */
export type Rules = {
  readonly judge: Judge
  readonly approvers: Approvers
  readonly identify: Identify
  readonly clusters: Clusters
  /** The clusters for those who only look: while one is away, from what was watched. */
  readonly readable: Clusters
  readonly incidents: OpeningParts['incidents']
  readonly defaults: (place: Place) => Defaults
  readonly limits: Limits
  /** How long a silent process keeps its change, in ms. */
  readonly takeoverMs: number
  readonly invocation: string
}

type Parts = Seams & {
  readonly slack: Slack
  readonly clusters: Pick<KubeClusters, 'now'>
  readonly notifying: Pick<Notifying, 'now'>
  readonly memory: Memory
}

/** What is learnt of people, and outlives the rules. */
export type Memory = { readonly emails: SeenEmails; readonly reviews: ReviewMemory }

export const createMemory = (clock: Clock): Memory => ({
  emails: createSeenEmails(clock),
  reviews: createReviewMemory(clock),
})

/** The rules of a setup, over the parts as they are now. */
export function rulesOf({ config, policy }: Setup, parts: Parts): Rules {
  const { slack, notifying, memory, clock, tracer } = parts
  const { identity, limits, approvals } = config
  const { directory, home } = slack
  const judge = meteredJudge(tracedJudge(createJudge(policy), tracer), parts.meter)
  const knowing = { ...parts, home, policy, seenEmails: memory.emails }
  const identify = tracedIdentify(createIdentify(identity, directory, knowing), tracer)
  const { known, desk } = notifying.now()
  const clusters = tracedClusters(parts.clusters.now(), tracer)
  return {
    judge,
    approvers: createApprovers({ policy, identity, directory }),
    identify,
    clusters,
    readable: withKnownReads(clusters, { known, clock, memory: memory.reviews }),
    incidents: (asking) => desk(asking, { judge, identify }),
    defaults: (place) => defaultsOf(config, place),
    limits,
    takeoverMs: approvals.takeoverAfter,
    invocation: config.slack.command,
  }
}

function defaultsOf({ channels, defaultCluster }: Setup['config'], { channelId }: Place): Defaults {
  const { cluster = defaultCluster, namespace } = channels[channelId] ?? {}
  return {
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
  }
}
