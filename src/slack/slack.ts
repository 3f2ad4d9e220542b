import { App, type Receiver } from '@slack/bolt'
import type { Answer } from '../core/answer.ts'
import type { Messenger, Outbox } from '../core/delivery.ts'
import type { Directory } from '../core/directory.ts'
import type { Handover } from '../core/handover.ts'
import { whileItRuns } from '../core/meter.ts'
import type { HeldBack } from '../core/held-back.ts'
import type { Log, Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { SlackLink } from '../core/status.ts'
import type { View } from '../core/view.ts'
import { createAdminBoard } from './delivery/admin-board.ts'
import { createAdminNotices } from './delivery/admin-notices.ts'
import { createChannelGuard } from './delivery/channel-guard.ts'
import { createChannelLook } from './delivery/channel-look.ts'
import { createChannelStates } from './delivery/channel-states.ts'
import { createCourier } from './delivery/courier.ts'
import { createSlackMessenger } from './delivery/slack-messenger.ts'
import { ASK } from './dialog/modal.ts'
import { fromSubmission } from './dialog/submission.ts'
import { createDirectory } from './directory/directory.ts'
import { createEar, type Ear } from './ear.ts'
import { followSlack, keyOf, type SlackNow } from './follow.ts'
import { learnSelf } from './identity.ts'
import { type Arrivals, createArrivals } from './intake/arrivals.ts'
import { fromClick, fromCommand, fromEvent, type Self } from './intake/said.ts'
import { createSeen } from './intake/seen.ts'
import type { Offers } from './offers.ts'
import { SAY } from './render/buttons.ts'
import { createReceiver } from './receiver.ts'
import type { SlackAccess, SlackSecrets, SlackSettings } from './settings.ts'
import { sdkLogger } from './web/sdk-logger.ts'
import type { Web } from './web/web.ts'
import { createWebNow } from './web/web-now.ts'

export type SlackParts = Seams & {
  readonly secrets: SlackSecrets
  readonly answer: Answer
  readonly offers: Offers
  readonly outbox: Outbox
  /** Somebody else tells the admins of messages that no channel took. */
  readonly lostIsTold?: () => boolean
}

/** Slack: what people say comes in, what we answer goes out, and who they are can be looked up. */
export type Slack = Service & {
  readonly directory: Directory
  readonly messenger: Messenger
  /** Shows it in the admin channel, past the store; what was shown before is edited. */
  readonly showAdmins: (view: View) => void
  link(): SlackLink
  /** Looks whether what is meant for a channel can be told there; what is found shows in `messenger.channels`. */
  lookAt(channel: string): Promise<void>
  /** Set while Slack leaves events out; what people type as commands still comes. */
  eventsHeldBack(now: Date): HeldBack | undefined
  /** Our own workspace; undefined until Slack told us. */
  home(): { readonly teamId: string } | undefined
  /**
   * A new bot token is tried, and new connections are open, before the old ones go. Throws ConfigError for what Slack
   * refuses, UnavailableError while it is away.
   */
  follow(next: SlackAccess): Promise<Handover | undefined>
}

const DRAIN_MS = 8_000
const DELIVER_MS = 4_000

export const createSlack = (settings: SlackSettings, parts: SlackParts): Slack =>
  whileItRuns(parts, (own) => buildSlack(settings, own))

function buildSlack(settings: SlackSettings, parts: SlackParts): Slack {
  const { clock, offers, meter, tracer } = parts
  const log = parts.log.child({ part: 'slack' })
  const stopping = new AbortController()
  const access = { settings, secrets: parts.secrets }
  const arrivals = createArrivals({ ...parts, seen: createSeen({ clock }), log })
  const receiverOf = (one: SlackAccess) =>
    createReceiver(one, () => now.access, { arrivals, clock, log, meter, tracer })
  const now: SlackNow = { access, receiver: receiverOf(access), self: undefined, app: undefined }
  const web = createWebNow(keyOf(access), { clock, log, meter, tracer })
  const { messenger, showAdmins, hear, lookAt } = createMouth(now, { ...parts, web, log })

  return {
    name: 'slack',
    directory: createDirectory({ web, self: () => now.self, clock, log }),
    messenger,
    showAdmins,
    lookAt,
    home: () => now.self,
    follow: (next) => followSlack(next, { now, web, createReceiver: receiverOf, clock, log }),
    start: async () => {
      now.self = await learnSelf({ web, clock, log, signal: stopping.signal })
      now.app = createApp({ ...now.access, self: now.self, receiver: now.receiver, log })
      listen(now.app, now.self, hear)
      messenger.start()
      await now.receiver.start()
    },
    close: () => now.receiver.close(),
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await now.receiver.stop()
      await drain(arrivals, log)
      await messenger.stop(DELIVER_MS)
      await offers.settled()
    },
    unready: () => web.problem() ?? now.receiver.unready(),
    unreadySince: () => web.problemSince() ?? now.receiver.lostSince?.(),
    link: () => linkOf(now),
    eventsHeldBack: arrivals.heldBack,
  }
}

type Mouth = SlackParts & { readonly web: Web }

/** All that goes out to Slack, and whoever hears what came in and answers it. */
function createMouth(now: SlackNow, parts: Mouth) {
  const { web, clock, ids, log } = parts
  const channel = () => now.access.settings.adminChannel
  const reconcile = () => now.access.settings.reconcile
  const courier = createCourier({ web, clock, ids, log, reconcile })
  const onUnpostable = createAdminNotices({ ...parts, channel, courier })
  const allowed = () => now.access.settings.sharedChannels
  const guard = createChannelGuard({ web, allowed, clock, log })
  const channels = createChannelStates(clock)
  const around = {
    ...parts,
    courier,
    onUnpostable,
    channels,
    admit: guard.admit,
    self: () => now.self,
  }
  const hear = () => {
    const { command } = now.access.settings
    return { ear: createEar({ ...around, command }), command }
  }
  const showAdmins = createAdminBoard({ channel, courier, log })
  const lookAt = createChannelLook({ guard, channels, onUnpostable })
  return { messenger: createSlackMessenger(around), showAdmins, hear, lookAt }
}

async function drain(arrivals: Arrivals, log: Log): Promise<void> {
  const isDone = await arrivals.drain(DRAIN_MS)
  if (!isDone) log.warn({}, 'Stopped while answers were still under way')
}

function linkOf({ access: { settings }, receiver }: SlackNow): SlackLink {
  const { mode, connections } = settings
  if (receiver.open) return { mode, open: receiver.open(), wanted: connections }
  return { mode, open: receiver.unready() === undefined ? 1 : 0, wanted: 1 }
}

type AppParts = {
  readonly settings: SlackSettings
  readonly secrets: SlackSecrets
  readonly self: Self
  readonly receiver: Receiver
  readonly log: Log
}

/** With bot id and user id given, Bolt never calls auth.test; its own client is never used. */
function createApp({ settings, secrets, self, receiver, log }: AppParts): App {
  const app = new App({
    token: secrets.botToken,
    botId: self.botId,
    botUserId: self.botUserId,
    receiver,
    convoStore: false,
    tokenVerificationEnabled: false,
    logger: sdkLogger(log),
    clientOptions: {
      slackApiUrl: settings.apiUrl,
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  })
  app.error(async (error) => log.error({ err: error }, 'Something said in Slack was not answered'))
  return app
}

function listen(app: App, self: Self, hear: () => Hearing): void {
  app.command(/.*/u, ({ body }) => hear().ear.words(fromCommand(body)))
  const said = ({ body }: { readonly body: unknown }) => {
    const { ear, command } = hear()
    return ear.words(fromEvent(body, self, command))
  }
  app.event('app_mention', said)
  app.event('message', said)
  app.action(new RegExp(`^${SAY}(?:\\.|$)`, 'u'), ({ body }) =>
    hear().ear.press(fromClick(body, self)),
  )
  app.view(ASK, ({ body }) => hear().ear.submission(fromSubmission(body, self)))
}

/** By the settings of the moment. */
type Hearing = { readonly ear: Ear; readonly command: string }
