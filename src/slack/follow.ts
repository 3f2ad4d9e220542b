import type { App } from '@slack/bolt'
import { sameJson } from '../core/canonical.ts'
import { ConfigError, UnavailableError } from '../core/errors.ts'
import type { Handover } from '../core/handover.ts'
import type { Clock, Log } from '../core/seams.ts'
import { text } from '../core/text.ts'
import { learnSelf } from './identity.ts'
import type { Self } from './intake/said.ts'
import { listensAlike, type OurReceiver, startBeside } from './receiver.ts'
import type { SlackAccess } from './settings.ts'
import type { Web } from './web/web.ts'
import type { WebNow } from './web/web-now.ts'

/** How Slack is talked with at the moment. */
export type SlackNow = {
  access: SlackAccess
  receiver: OurReceiver
  /** Undefined until Slack told us who we are. */
  self: Self | undefined
  app: App | undefined
}

type Parts = {
  readonly now: SlackNow
  readonly web: WebNow
  readonly createReceiver: (access: SlackAccess) => OurReceiver
  readonly clock: Clock
  readonly log: Log
}

/** What is new is proven with Slack itself before what was there goes. */
export async function followSlack(next: SlackAccess, parts: Parts): Promise<Handover | undefined> {
  const { now, web } = parts
  if (sameJson(next, now.access)) return undefined
  const candidate = await tryToken(next, parts)
  const receiver = await tryReceiver(next, parts)
  const before = now.receiver
  return {
    what: [
      ...(candidate ? ['Slack: new bot token in use'] : []),
      ...(receiver ? ['Slack: new connections opened'] : []),
    ],
    commit() {
      now.access = next
      if (candidate) web.use(candidate)
      if (receiver) now.receiver = receiver
    },
    async settle() {
      if (!receiver) return
      await before.close()
      await before.stop()
    },
    abandon: async () => void (await receiver?.stop()),
  }
}

const PATIENCE_MS = 30_000

/** Undefined where the token is the same. */
async function tryToken(
  next: SlackAccess,
  { now, web, clock, log }: Parts,
): Promise<Web | undefined> {
  if (sameJson(keyOf(next), keyOf(now.access))) return undefined
  const candidate = web.candidate(keyOf(next))
  const patience = new AbortController()
  const cancel = clock.after(PATIENCE_MS, () => patience.abort(away()))
  try {
    const self = await learnSelf({ web: candidate, clock, log, signal: patience.signal })
    throwUnlessSame(self, now.self)
    return candidate
  } finally {
    cancel()
  }
}

const away = () =>
  new UnavailableError('slack-away', text`Slack does not say whose the new token is.`)

/** Plans, buttons and messages are of one workspace and one bot. */
function throwUnlessSame(next: Self, now: Self | undefined): void {
  if (now && next.teamId === now.teamId && next.botUserId === now.botUserId) return
  throw new ConfigError([
    'SLACK_BOT_TOKEN belongs to another workspace or another app than the one in use: restart the bot to change that.',
  ])
}

/** Undefined where the one that listens may go on. */
async function tryReceiver(
  next: SlackAccess,
  { now, createReceiver, clock }: Parts,
): Promise<OurReceiver | undefined> {
  if (!now.app || listensAlike(next, now.access)) return undefined
  const receiver = createReceiver(next)
  await startBeside(receiver, now.app, clock)
  return receiver
}

export const keyOf = ({ settings, secrets }: SlackAccess) => ({
  apiUrl: settings.apiUrl,
  token: secrets.botToken,
})
