import { commands } from '../commands/index.ts'
import type { Policy } from '../rbac/policy/create-policy.ts'
import { createIdentify } from '../rbac/identity/identity.ts'
import { createJudge } from '../rbac/judge.ts'
import type { Config } from './config/load.ts'
import type { Answer } from './core/answer.ts'
import type { Place } from './core/request.ts'
import { createAdmission } from './core/road/admission.ts'
import { createAnswer } from './core/road/answer.ts'
import { createDispatch, type Defaults } from './core/road/dispatch.ts'
import { createRefusals } from './core/road/refusals.ts'
import { createRepeats } from './core/road/repeats.ts'
import type { Seams } from './core/seams.ts'
import type { Service } from './core/service.ts'
import { createClusters, type KubeClusters } from './kube/clusters.ts'
import { createOffers } from './slack/offers.ts'
import type { SlackSecrets } from './slack/settings.ts'
import { createSlack } from './slack/slack.ts'
import { createAuditLog } from './store/audit/audit-log.ts'
import { storeTrail } from './store/audit/store-trail.ts'
import { storeTarget } from './store/settings.ts'
import { createStore } from './store/store.ts'

export type AppParts = {
  readonly config: Config
  readonly policy: Policy
  readonly secrets: SlackSecrets
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
}

/** The one place where every part meets: the whole bot, as services to start in order and to stop in reverse. */
export function buildApp(
  { config, policy, secrets, env, version }: AppParts,
  seams: Seams,
): Service[] {
  const { clock, ids, log } = seams
  const stopping = new AbortController()
  const invocation = config.slack.command
  const refusals = createRefusals()
  const store = createStore(storeTarget(config.store, env), { clock, log })
  const clusters = createClusters(config.clusters, { clock, log, env, version })
  // Slack needs the road and the road needs Slack's directory: the road is named here and built below.
  const answerLater: Answer = (incoming, conversation) => answer(incoming, conversation)
  const offers = createOffers({ clock, ids })
  const slack = createSlack(config.slack, { ...seams, secrets, offers, answer: answerLater })
  const identify = createIdentify(config.identity, slack.directory, {
    home: slack.home,
    clock,
    log,
    policy,
  })
  const dispatch = createDispatch({
    commands,
    clusters,
    judge: createJudge(policy),
    refusals,
    defaults: (place) => defaultsOf(config, place),
    invocation,
    version,
    clock,
    ids,
    trail: storeTrail(store, { clock, log }),
    audit: createAuditLog(store),
    repeats: createRepeats(clock),
    stopping: stopping.signal,
  })
  const admission = createAdmission(config.limits, clock)
  const answer = createAnswer({ identify, admission, dispatch, refusals, invocation, clock, log })
  const kube = clusterService(clusters, stopping.signal)
  return [store.service, kube, slack, roadService(stopping)]
}

function defaultsOf({ channels, defaultCluster }: Config, { channelId }: Place): Defaults {
  const { cluster = defaultCluster, namespace } = channels[channelId] ?? {}
  return {
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
  }
}

const clusterService = (clusters: KubeClusters, signal: AbortSignal): Service => ({
  name: 'clusters',
  start: () => clusters.selfTest(signal),
  stop: () => clusters.close(),
  unready: () => undefined,
})

/** Stopped first: whoever follows a rollout says so and lets go, so that the rest can drain. */
const roadService = (stopping: AbortController): Service => ({
  name: 'road',
  start: async () => {},
  stop: async () => stopping.abort(new Error('stopping')),
  unready: () => undefined,
})
