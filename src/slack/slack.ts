import { App, type Receiver } from '@slack/bolt'
import type { Answer } from '../core/answer.ts'
import type { Messenger, Outbox } from '../core/delivery.ts'
import type { Directory } from '../core/directory.ts'
import type { Clock, Log, Seams } from '../core/seams.ts'
import type { Service } from '../core/service.ts'
import type { SlackLink } from '../core/status.ts'
import type { View } from '../core/view.ts'
import { createAdminBoard } from './delivery/admin-board.ts'
import { createAdminNotices } from './delivery/admin-notices.ts'
import { createCourier } from './delivery/courier.ts'
import { createSlackMessenger } from './delivery/slack-messenger.ts'
import { ASK } from './dialog/modal.ts'
import { fromSubmission } from './dialog/submission.ts'
import { createDirectory } from './directory/directory.ts'
import { createEar, type Ear } from './ear.ts'
import { createHttpReceiver } from './http/http-receiver.ts'
import { learnSelf } from './identity.ts'
import { type Arrivals, createArrivals } from './intake/arrivals.ts'
import { fromClick, fromCommand, fromEvent, type Self } from './intake/said.ts'
import { createSeen } from './intake/seen.ts'
import type { Offers } from './offers.ts'
import { SAY } from './render/buttons.ts'
import type { SlackSecrets, SlackSettings } from './settings.ts'
import { createSocketReceiver } from './socket/socket-receiver.ts'
import { sdkLogger } from './web/sdk-logger.ts'
import { createWeb } from './web/web.ts'

export type SlackParts = Seams & {
  readonly secrets: SlackSecrets
  readonly answer: Answer
  readonly offers: Offers
  readonly outbox: Outbox
  /** Somebody else tells the admins of messages that no channel took. */
  readonly lostIsTold?: boolean
}

/** Slack: what people say comes in, what we answer goes out, and who they are can be looked up. */
export type Slack = Service & {
  readonly directory: Directory
  readonly messenger: Messenger
  /** Shows it in the admin channel, past the store; what was shown before is edited. */
  readonly showAdmins: (view: View) => void
  link(): SlackLink
  /** Our own workspace; undefined until Slack told us. */
  home(): { readonly teamId: string } | undefined
}

const DRAIN_MS = 20_000
const DELIVER_MS = 5_000

export function createSlack(settings: SlackSettings, parts: SlackParts): Slack {
  const { secrets, clock, ids } = parts
  const log = parts.log.child({ part: 'slack' })
  const stopping = new AbortController()
  const health = createTokenHealth(log, clock)
  let self: Self | undefined

  const { apiUrl, reconcile, command, adminChannel } = settings
  const web = createWeb({ apiUrl, token: secrets.botToken, clock, log, onToken: health.tell })
  const arrivals = createArrivals({ seen: createSeen({ clock }), clock, log })
  const receiver = createReceiver(settings, { ...parts, log }, arrivals)
  const courier = createCourier({ web, clock, ids, log, reconcile })
  const onUnpostable = createAdminNotices({ ...parts, channel: adminChannel, courier, log })
  const around = { ...parts, log, web, courier, onUnpostable, self: () => self }
  const ear = createEar({ ...around, command })
  const messenger = createSlackMessenger(around)

  return {
    name: 'slack',
    directory: createDirectory({ web, self: () => self, clock, log }),
    messenger,
    showAdmins: createAdminBoard({ channel: adminChannel, courier, log }),
    home: () => self,
    start: async () => {
      self = await learnSelf({ web, clock, log, signal: stopping.signal })
      listen(createApp({ settings, secrets, self, receiver, log }), ear, { self, command })
      messenger.start()
      await receiver.start()
    },
    stop: async () => {
      stopping.abort(new Error('stopping'))
      await receiver.stop()
      await drain(arrivals, log)
      await messenger.stop(DELIVER_MS)
      await parts.offers.settled()
    },
    unready: () => health.problem() ?? receiver.unready(),
    unreadySince: () => health.since() ?? receiver.lostSince?.(),
    link: () => linkOf(settings, receiver),
  }
}

async function drain(arrivals: Arrivals, log: Log): Promise<void> {
  const isDone = await arrivals.drain(DRAIN_MS)
  if (!isDone) log.warn({}, 'Stopped while answers were still under way')
}

function linkOf({ mode, connections }: SlackSettings, receiver: OurReceiver): SlackLink {
  if (receiver.open) return { mode, open: receiver.open(), wanted: connections }
  return { mode, open: receiver.unready() === undefined ? 1 : 0, wanted: 1 }
}

function createTokenHealth(log: Log, clock: Clock) {
  let reason: string | undefined
  let since: Date | undefined
  return {
    tell: (refusal: string | undefined) => {
      if (refusal !== undefined && refusal !== reason)
        log.error({ reason: refusal }, 'Slack refuses the bot token')
      if (refusal !== reason) since = refusal === undefined ? undefined : clock.now()
      reason = refusal
    },
    since: () => since,
    problem: () => (reason === undefined ? undefined : `Slack refuses the bot token: ${reason}`),
  }
}

type OurReceiver = Receiver & {
  unready(): string | undefined
  lostSince?(): Date | undefined
  open?(): number
}

function createReceiver(
  settings: SlackSettings,
  parts: SlackParts,
  arrivals: Arrivals,
): OurReceiver {
  const { secrets, clock, log } = parts
  if (settings.mode === 'http') {
    const { port, path } = settings.http
    return createHttpReceiver({
      port,
      path,
      signingSecret: secrets.signingSecret ?? '',
      arrivals,
      clock,
      log,
    })
  }
  const web = createWeb({ apiUrl: settings.apiUrl, token: secrets.appToken ?? '', clock, log })
  return createSocketReceiver({ web, connections: settings.connections, arrivals, clock, log })
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

function listen(app: App, ear: Ear, { self, command }: Addressee): void {
  app.command(/.*/u, ({ body }) => ear.words(fromCommand(body)))
  app.event('app_mention', ({ body }) => ear.words(fromEvent(body, self, command)))
  app.event('message', ({ body }) => ear.words(fromEvent(body, self, command)))
  app.action(new RegExp(`^${SAY}(?:\\.|$)`, 'u'), ({ body }) => ear.press(fromClick(body, self)))
  app.view(ASK, ({ body }) => ear.submission(fromSubmission(body, self)))
}

type Addressee = { readonly self: Self; readonly command: string }
