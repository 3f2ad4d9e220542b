import { z } from 'zod'
import type { Conversation, LiveMessage } from '../../core/conversation.ts'
import type { SlackPerson } from '../../core/actor.ts'
import type { Place } from '../../core/request.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import type { Courier, Posted, Spot } from '../delivery/courier.ts'
import type { Offers } from '../offers.ts'
import type { Message } from '../render/message.ts'
import { render } from '../render/render.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { cannotPostHere, movedHere } from './notices.ts'
import { quietly } from './quietly.ts'
import { createWhisper, type Whisper } from './whisper.ts'

export type ConversationParts = {
  readonly web: Web
  readonly courier: Courier
  readonly offers: Offers
  readonly clock: Clock
  readonly log: Log
  /** Told when the bot may not post where it was asked to. */
  readonly onUnpostable: (channel: string, reason: string) => void
}

/** With whom, where, and which way back came along. */
export type Talk = {
  readonly person: SlackPerson
  readonly place: Place
  readonly responseUrl?: string
}

type Context = ConversationParts & Talk & { readonly whisper: Whisper }

/** The way back to a person: private, public or live, with a fallback for each. Never throws. */
export function createConversation(parts: ConversationParts, talk: Talk): Conversation {
  const context: Context = { ...parts, ...talk, whisper: createWhisper(parts, talk) }
  const { log } = parts
  const privately = (view: View) => quietly(log, () => sayPrivately(context, view))

  return {
    reply: (view, audience) =>
      audience === 'private' ? privately(view) : quietly(log, () => sayPublicly(context, view)),
    live: (view) =>
      startLive(context, view).catch((error: unknown) => {
        log.error({ err: error }, 'No live message could be posted')
        return { update: () => {}, finish: privately }
      }),
  }
}

/** Files cannot be private in a channel: they follow in a direct message. */
async function sayPrivately(context: Context, view: View): Promise<void> {
  const { place, responseUrl, log, whisper } = context
  if (place.kind === 'dm' && responseUrl === undefined)
    return void (await postIn(context, place, view))
  const message = show(context, view, place)
  try {
    await whisper(message)
  } catch (error) {
    log.info({ err: error }, 'Private answer goes by direct message')
    return void (await postIn(context, await openDirect(context), view))
  }
  if (message.files.length > 0) await attach(context, spotOf(await openDirect(context)), message)
}

async function sayPublicly(context: Context, view: View): Promise<void> {
  const { place, log, onUnpostable } = context
  try {
    await postIn(context, place, view)
  } catch (error) {
    const reason = reasonOf(error)
    log.info({ err: error, reason }, 'Public answer goes to the person alone')
    onUnpostable(place.channelId, reason)
    await sayPrivately(context, cannotPostHere(view, reason))
  }
}

async function startLive(context: Context, view: View): Promise<LiveMessage> {
  const { place, onUnpostable } = context
  try {
    return liveIn(context, await postIn(context, place, view), place)
  } catch (error) {
    const reason = reasonOf(error)
    onUnpostable(place.channelId, reason)
    const direct = await openDirect(context)
    const posted = await postIn(context, direct, view)
    await quietly(context.log, () => sayPrivately(context, movedHere(reason)))
    return liveIn(context, posted, direct)
  }
}

function liveIn(context: Context, posted: Posted, place: Place): LiveMessage {
  const follow = context.courier.follow(posted)
  const finish = async (view: View) => {
    const message = show(context, view, place)
    const last = await follow.last(message)
    await attach(context, inThreadOf(last), message)
  }
  return {
    update: (view) => follow.progress(() => show(context, view, place)),
    finish: (view) =>
      quietly(
        context.log,
        () => finish(view),
        () => sayPrivately(context, view),
      ),
  }
}

const show = ({ offers }: Context, view: View, place: Place): Message =>
  render(view, { offer: (words) => offers.remember(words, place) })

async function postIn(context: Context, place: Place, view: View): Promise<Posted> {
  const message = show(context, view, place)
  const posted = await context.courier.post(spotOf(place), message)
  await attach(context, inThreadOf(posted), message)
  return posted
}

async function attach({ web, log }: Context, spot: Spot, { files }: Message): Promise<void> {
  for (const { name, content } of files)
    try {
      await web.upload({ name, content: await content() }, spot)
    } catch (error) {
      log.warn({ err: error, channel: spot.channel }, 'A file could not be attached')
    }
}

const Opened = z.looseObject({ channel: z.looseObject({ id: z.string() }) })

async function openDirect({ web, person, place }: Context): Promise<Place> {
  const { channel } = await web.call('conversations.open', { users: person.userId }, Opened)
  return { teamId: place.teamId, channelId: channel.id, kind: 'dm' }
}

const spotOf = ({ channelId, threadTs }: Place): Spot => ({
  channel: channelId,
  ...(threadTs !== undefined && { threadTs }),
})

const inThreadOf = ({ channel, threadTs, ts }: Posted): Spot => ({
  channel,
  threadTs: threadTs ?? ts,
})

const reasonOf = (error: unknown) => (error instanceof SlackFailure ? error.reason : 'unknown')
