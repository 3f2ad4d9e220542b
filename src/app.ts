import { commands } from '../commands/index.ts'
import { createApprovers } from '../rbac/approvers/create-approvers.ts'
import { createIdentify } from '../rbac/identity/identity.ts'
import { createJudge } from '../rbac/judge.ts'
import type { Policy } from '../rbac/policy/create-policy.ts'
import { buildDeadman } from './app/deadman.ts'
import { buildNotifications } from './app/notify.ts'
import { buildRoad } from './app/road.ts'
import { buildState } from './app/state.ts'
import { buildStatus } from './app/status.ts'
import type { Config } from './config/load.ts'
import type { Answer } from './core/answer.ts'
import type { Place } from './core/request.ts'
import type { Defaults } from './core/road/opening.ts'
import type { Seams } from './core/seams.ts'
import type { Service } from './core/service.ts'
import type { Status } from './core/status.ts'
import { createClusters, type KubeClusters } from './kube/clusters.ts'
import { createStoreWatch } from './notify/blindness/store-away.ts'
import { createOffers } from './slack/offers.ts'
import { redact } from './slack/safety/redact.ts'
import type { SlackSecrets } from './slack/settings.ts'
import { createSlack, type Slack } from './slack/slack.ts'

export type AppParts = {
  readonly config: Config
  readonly policy: Policy
  readonly secrets: SlackSecrets
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
}

export type App = {
  /** To start in order and to stop in reverse. */
  readonly services: readonly Service[]
  /** How the bot is, as `status` tells it. */
  readonly status: Status
}

/** The one place where every part meets: the whole bot. */
export function buildApp({ config, policy, secrets, env, version }: AppParts, seams: Seams): App {
  const stopping = new AbortController()
  const clusters = createClusters(config.clusters, { ...seams, env, version })
  const state = buildState(config, env, seams)
  // Slack needs the road and the road needs Slack's directory: the road is named here and built below.
  const answerLater: Answer = (incoming, conversation) => road.answer(incoming, conversation)
  const offers = createOffers({ ...seams, shelf: state.offerShelf })
  const slack = createSlack(config.slack, {
    ...seams,
    secrets,
    offers,
    outbox: state.outbox,
    lostIsTold: config.notifications !== undefined,
    answer: answerLater,
  })
  const access = buildAccess({ config, policy }, slack, seams)
  const shared = { ...seams, ...state, ...access, clusters, messenger: slack.messenger, version }
  const notifications = buildNotifications({ ...shared, config, env })
  const around = { ...shared, ...notifications, slack, store: state.storeService }
  const deadman = buildDeadman({ ...around, settings: config.notifications, env })
  const status = buildStatus({ ...around, deadman })
  const road = buildRoad({
    ...shared,
    commands,
    incidents: notifications.desk,
    status,
    readable: notifications.readable,
    holdsSecret: (words) => redact(words).count > 0,
    defaults: (place) => defaultsOf(config, place),
    limits: config.limits,
    takeoverMs: config.approvals.takeoverAfter,
    invocation: config.slack.command,
    stopping,
  })
  const kube = clusterService(clusters, stopping.signal)
  const talking = [kube, slack, road.keeper, ...notifications.services]
  const services = [...state.services(slack.messenger), ...talking, ...guards(around, deadman)]
  return { services, status }
}

type Guarded = { readonly slack: Slack; readonly store: Service; readonly clock: Seams['clock'] }

/** Who tells that the bot cannot do its work, without what it needs for that. */
function guards({ slack, store, clock }: Guarded, deadman: Service | undefined): Service[] {
  const watch = createStoreWatch({ unready: store.unready, show: slack.showAdmins, clock })
  return [watch, ...(deadman ? [deadman] : [])]
}

/** Who somebody is, what they may do, and whose vote counts. */
function buildAccess(
  { config: { identity }, policy }: Pick<AppParts, 'config' | 'policy'>,
  { directory, home }: Slack,
  { clock, log }: Seams,
) {
  return {
    judge: createJudge(policy),
    approvers: createApprovers({ policy, identity, directory }),
    identify: createIdentify(identity, directory, { home, clock, log, policy }),
  }
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
