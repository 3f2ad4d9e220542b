import type { Talk } from './talk.ts'
import type { Spot } from '../delivery/spot.ts'
import type { Conversation } from '../../core/conversation.ts'
import type { Place } from '../../core/request.ts'
import type { Clock, Log } from '../../core/seams.ts'
import type { View } from '../../core/view.ts'
import type { OnUnpostable } from '../delivery/admin-notices.ts'
import { attach, threadBelow } from '../delivery/attach.ts'
import type { Courier } from '../delivery/courier.ts'
import { openDirect } from '../delivery/open-direct.ts'
import type { Offers } from '../offers.ts'
import type { Message } from '../render/message.ts'
import { render } from '../render/render.ts'
import { SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { cannotPostHere } from './notices.ts'
import { patiently } from './patiently.ts'
import { quietly } from './quietly.ts'
import { createWhisper, type Whisper } from './whisper.ts'
import type { Tracer } from '../../core/tracer.ts'

export type ConversationParts = {
  readonly web: Web
  readonly courier: Courier
  readonly offers: Offers
  readonly clock: Clock
  readonly log: Log
  readonly tracer: Tracer
  /** Told when the bot may not post where it was asked to. */
  readonly onUnpostable: OnUnpostable
}

type Context = ConversationParts & Talk & { readonly whisper: Whisper }

/** The way back to a person: private or public, with a fallback for each. Never throws. */
export function createConversation(parts: ConversationParts, talk: Talk): Conversation {
  const context: Context = { ...parts, ...talk, whisper: createWhisper(parts, talk) }
  const { log } = parts
  const privately = (view: View) => quietly(log, () => sayPrivately(context, view))

  return {
    reply: (view, audience) =>
      audience === 'private' ? privately(view) : quietly(log, () => sayPublicly(context, view)),
  }
}

/** Files cannot be private in a channel: they follow in a direct message. */
async function sayPrivately(context: Context, view: View): Promise<void> {
  const { place, responseUrl, log, whisper } = context
  if (place.kind === 'dm' && responseUrl === undefined) return postIn(context, place, view)
  const message = show(context, view, place)
  try {
    await whisper(message)
  } catch (error) {
    log.info({ err: error }, 'Private answer goes by direct message')
    return postIn(context, await directPlace(context), view)
  }
  if (message.files.length === 0) return
  await attach(context, spotOf(await directPlace(context)), message.files)
}

async function sayPublicly(context: Context, view: View): Promise<void> {
  const { place, log, onUnpostable } = context
  try {
    await postIn(context, place, view)
  } catch (error) {
    const reason = reasonOf(error)
    log.info({ err: error, reason }, 'Public answer goes to the person alone')
    onUnpostable(place.channelId, reason, 'people')
    await sayPrivately(context, cannotPostHere(view, reason))
  }
}

const show = ({ offers }: Context, view: View, place: Place): Message =>
  render(view, { offer: (button) => offers.remember(button, place) })

async function postIn(context: Context, place: Place, view: View): Promise<void> {
  const message = show(context, view, place)
  const posted = await context.courier.post(spotOf(place), message)
  await attach(context, threadBelow(posted), message.files)
}

/** The last way to somebody: where Slack is slow or away for a moment, it is tried again. */
async function directPlace({ web, clock, person, place }: Context): Promise<Place> {
  const channelId = await patiently(clock, () => openDirect(web, person.userId))
  return { teamId: place.teamId, channelId, kind: 'dm' }
}

const spotOf = ({ channelId, threadTs }: Place): Spot => ({
  channel: channelId,
  ...(threadTs !== undefined && { threadTs }),
})

const reasonOf = (error: unknown) => (error instanceof SlackFailure ? error.reason : 'unknown')
