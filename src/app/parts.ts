import type { Answer } from '../core/answer.ts'
import { sameJson } from '../core/canonical.ts'
import { ConfigError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import type { Seams } from '../core/seams.ts'
import { createClusters } from '../kube/clusters.ts'
import { createStoreWatch } from '../notify/blindness/store-away.ts'
import { createOffers } from '../slack/offers.ts'
import { readSecrets } from '../slack/settings.ts'
import { createSlack } from '../slack/slack.ts'
import { createChannelWatch } from './channel-watch.ts'
import { createDeadmanFollowing } from './deadman.ts'
import { createNotifying } from './notify.ts'
import type { Setup } from './setup.ts'
import { buildState } from './state.ts'

type Around = Seams & {
  readonly version: string
  readonly answer: Answer
}

/** Everything that lives as long as the program and follows the setup: all but the road. */
export function buildParts(setup: Setup, around: Around) {
  const { clock, version } = around
  const { config, secrets } = setup
  const tokens = slackSecrets(setup)
  const state = buildState(setup, around)
  const clusters = createClusters(config.clusters, { ...around, env: secrets.env })
  const offers = createOffers({ ...around, shelf: state.offerShelf })
  const slack = createSlack(config.slack, {
    ...around,
    secrets: tokens,
    offers,
    outbox: state.outbox,
    lostIsTold: () => notifying.now().report !== undefined,
  })
  const { messenger, showAdmins, eventsHeldBack } = slack
  const shared = { ...around, ...state, clusters, messenger, version }
  const notifying = createNotifying({ ...shared, eventsHeldBack }, setup)
  const store = state.storeService
  const unwell = () => notifying.now().unwell?.()
  const deadman = createDeadmanFollowing({ ...around, store, slack, unwell }, setup)
  const channelWatch = createChannelWatch({ ...around, slack }, setup)
  const checkpoints = state.checkpoints(messenger)
  const storeWatch = createStoreWatch({ unready: store.unready, show: showAdmins, clock })
  return { ...shared, slack, store, notifying, deadman, checkpoints, storeWatch, channelWatch }
}

export type Parts = ReturnType<typeof buildParts>

/** How each part moves to the next setup; in order, as later ones rest on earlier ones. */
export function movesOf(
  { followStore, slack, clusters, notifying, deadman, checkpoints, channelWatch }: Parts,
  next: Setup,
  idle: () => Promise<void>,
): readonly (() => Promise<Handover | undefined>)[] {
  const { config, secrets } = next
  return [
    () => followStore(next),
    () => clusters.follow({ settings: config.clusters, env: secrets.env, idle }),
    () => slack.follow({ settings: config.slack, secrets: slackSecrets(next) }),
    () => notifying.follow(next),
    async () => deadman.follow(next),
    async () => checkpoints.follow(next),
    async () => channelWatch.follow(next),
  ]
}

/** What nobody can change under a program that runs. */
export const stays = (before: Setup, next: Setup) => async (): Promise<undefined> => {
  const fixed = (['health', 'metrics'] as const).filter(
    (key) => !sameJson(next.config[key], before.config[key]),
  )
  if (fixed.length === 0) return
  throw new ConfigError(
    fixed.map((key) => `${next.file}: ${key}: is changed, and that needs a restart of the bot`),
  )
}

const slackSecrets = ({ config, secrets }: Setup) => readSecrets(secrets.env, config.slack.mode)
