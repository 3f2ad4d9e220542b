import { z } from 'zod'
import type { SlackPerson } from '../../core/actor.ts'
import type { Audience, Conversation, LiveMessage } from '../../core/conversation.ts'
import type { Place } from '../../core/request.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import { type Courier, INERT, type Posted, type Spot } from '../delivery/courier.ts'
import { fitting } from '../delivery/fitting.ts'
import type { Offers } from '../offers.ts'
import type { Message } from '../render/message.ts'
import { render } from '../render/render.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { cannotPostHere, movedHere } from './notices.ts'
import { createResponseUrl } from './response-url.ts'

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

const Opened = z.looseObject({ channel: z.looseObject({ id: z.string() }) })
const Any = z.unknown()

/** The way back to a person: private, public or live, with a fallback for each. Never throws. */
export function createConversation(parts: ConversationParts, talk: Talk): Conversation {
  const { web, courier, offers, clock, log, onUnpostable } = parts
  const { person, place } = talk
  const here: Spot = spotOf(place)
  const wayBack =
    talk.responseUrl === undefined
      ? undefined
      : createResponseUrl({ url: talk.responseUrl, threadTs: place.threadTs, clock })

  const show = (view: View, where: Place = place) =>
    render(view, { offer: (words) => offers.remember(words, where) })

  const openDirect = async (): Promise<Place> => {
    const { channel } = await web.call('conversations.open', { users: person.userId }, Opened)
    return { teamId: place.teamId, channelId: channel.id, kind: 'dm' }
  }

  const sayDirectly = async (view: View): Promise<void> => {
    const direct = await openDirect()
    await postWithFiles(spotOf(direct), show(view, direct))
  }

  const postWithFiles = async (spot: Spot, message: Message): Promise<Posted> => {
    const posted = await courier.post(spot, message)
    await attach({ ...posted, threadTs: posted.threadTs ?? posted.ts }, message)
    return posted
  }

  const attach = async (spot: Spot, { files }: Message): Promise<void> => {
    for (const file of files)
      await web.upload(file, spot).catch((error: unknown) => {
        log.warn({ err: error, channel: spot.channel }, 'A file could not be attached')
      })
  }

  /** Files cannot be private in a channel: they follow in a direct message. */
  const sayPrivately = async (view: View): Promise<void> => {
    const isDirect = place.kind === 'dm' && !wayBack
    const message = show(view)
    if (isDirect) return void (await postWithFiles(here, message))
    try {
      await whisper(message)
    } catch (error) {
      log.info({ err: error }, 'Private answer goes by direct message')
      return sayDirectly(view)
    }
    if (message.files.length > 0) await attach(spotOf(await openDirect()), message)
  }

  const whisper = async (message: Message): Promise<void> => {
    if (wayBack?.usable()) {
      try {
        return await wayBack.say(message)
      } catch (error) {
        log.info({ err: error }, 'response_url did not take the answer')
      }
    }
    await fitting(message, (shape) =>
      web.call('chat.postEphemeral', ephemeralArgs(here, person.userId, shape), Any),
    )
  }

  const sayPublicly = async (view: View): Promise<void> => {
    try {
      await postWithFiles(here, show(view))
    } catch (error) {
      const reason = reasonOf(error)
      log.info({ err: error, reason }, 'Public answer goes to the person alone')
      onUnpostable(place.channelId, reason)
      await sayPrivately(cannotPostHere(view, reason))
    }
  }

  const liveIn = (posted: Posted, where: Place): LiveMessage => {
    const follow = courier.follow(posted)
    return {
      update: (view) => follow.progress(() => show(view, where)),
      finish: (view) =>
        quietly(
          log,
          async () => {
            const message = show(view, where)
            const last = await follow.last(message)
            await attach({ channel: last.channel, threadTs: last.threadTs ?? last.ts }, message)
          },
          () => sayPrivately(view),
        ),
    }
  }

  const startLive = async (view: View): Promise<LiveMessage> => {
    try {
      return liveIn(await courier.post(here, show(view)), place)
    } catch (error) {
      const reason = reasonOf(error)
      onUnpostable(place.channelId, reason)
      const direct = await openDirect()
      const posted = await courier.post(spotOf(direct), show(view, direct))
      await sayPrivately(movedHere(reason)).catch(() => undefined)
      return liveIn(posted, direct)
    }
  }

  return {
    reply: (view, audience: Audience) =>
      quietly(log, () => (audience === 'private' ? sayPrivately(view) : sayPublicly(view))),
    live: (view) =>
      startLive(view).catch((error: unknown) => {
        log.error({ err: error }, 'No live message could be posted')
        return { update: () => {}, finish: (last) => quietly(log, () => sayPrivately(last)) }
      }),
  }
}

const spotOf = ({ channelId, threadTs }: Place): Spot => ({
  channel: channelId,
  ...(threadTs !== undefined && { threadTs }),
})

function ephemeralArgs({ channel, threadTs }: Spot, user: string, message: Message) {
  return {
    channel,
    user,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    link_names: INERT.link_names,
    parse: INERT.parse,
  }
}

const reasonOf = (error: unknown) => (error instanceof SlackFailure ? error.reason : 'unknown')

/** Runs, then runs the fallback if that failed; what fails in the end is only logged. */
async function quietly(
  log: Log,
  run: () => Promise<void>,
  fallback: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error }, 'An answer could not be delivered')
    await fallback().catch((second: unknown) => {
      log.error({ err: second }, 'Nor could its fallback')
    })
  }
}
