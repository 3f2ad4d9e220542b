import type { Spot, Posted } from './spot.ts'
import type { Log } from '../../core/seams.ts'
import type { Address, PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { View } from '../../core/view.ts'
import { belongsElsewhere, cannotPostHere, MOVED } from '../conversation/notices.ts'
import type { Message } from '../render/message.ts'
import { isForGood, SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import type { OnUnpostable } from './admin-notices.ts'
import { createAttachments, threadBelow } from './attach.ts'
import type { Courier } from './courier.ts'
import { openDirect } from './open-direct.ts'

export type DeliverParts = {
  readonly web: Web
  readonly courier: Courier
  readonly log: Log
  /** A view as it is shown in a place; its buttons are stored when it resolves. */
  readonly draw: (view: View, spot: Spot) => Promise<Message>
  /** Rejects with SlackFailure where what nobody asked for is not to be told. */
  readonly admit: (channel: string) => Promise<void>
  /** Told when the bot may not post where it was to. */
  readonly onUnpostable: OnUnpostable
}

type Parts = DeliverParts & { readonly attach: ReturnType<typeof createAttachments> }

/** One delivery, and the moment (monotonic) after which somebody else may be at it. */
export type Errand = {
  readonly pending: PendingDelivery
  readonly until: number
  /** Aborted when this process goes: what has not begun is left to somebody else. */
  readonly signal: AbortSignal
}

/**
 * Posts or edits until Slack shows this revision, and says where; `nowhere` when it was withdrawn and never came there.
 * Rejects with SlackFailure.
 */
export type Deliver = (errand: Errand) => Promise<PostedAt | 'nowhere'>

export function createDeliver(given: DeliverParts): Deliver {
  const parts = { ...given, attach: createAttachments(given) }
  const { log } = parts
  return async (errand) => {
    const { posted, to, view, withdrawn } = errand.pending
    if (withdrawn && !posted) return takeBack(parts, errand)
    if (!posted) return place(parts, errand)
    try {
      return await edit(parts, errand, { posted, view: asShown(view, to, posted) })
    } catch (error) {
      if (!isForGood(error)) throw error
      if (withdrawn) return 'nowhere'
      log.warn({ err: error, channel: posted.channel }, 'A message is gone and is posted anew')
      return place(parts, errand)
    }
  }
}

/** Wherever it is: in another place than it was meant for it says so, and goes on saying so. */
function asShown(view: View, to: Address, { channel }: Posted): View {
  if (!('channelId' in to) || to.channelId === channel) return view
  return channel === to.orIn ? belongsElsewhere(view, to.channelId) : cannotPostHere(view, MOVED)
}

/** Where it is addressed to; where the bot may not, in the other channel or to the person who should know. */
async function place(parts: Parts, errand: Errand): Promise<PostedAt> {
  const { web, onUnpostable } = parts
  const { to, view } = errand.pending
  if ('userId' in to) return put(parts, errand, { spot: await direct(web, to.userId), view })
  const spot = 'threadOf' in to ? belowParent(errand) : spotOf(to)
  const { orIn, orTo } = otherwise(to)
  try {
    return await put(parts, errand, { spot, view })
  } catch (error) {
    if (!isForGood(error)) throw error
    onUnpostable(spot.channel, error.reason, orIn ?? (orTo === undefined ? 'nowhere' : 'people'))
    if (orIn !== undefined)
      return putOr(parts, errand, {
        spot: { channel: orIn },
        view: belongsElsewhere(view, spot.channel),
      })
    if (orTo === undefined) throw error
    const why = cannotPostHere(view, error.reason)
    return put(parts, errand, { spot: await direct(web, orTo), view: why })
  }
}

/** The last place that there is. */
async function putOr(parts: Parts, errand: Errand, draft: Draft): Promise<PostedAt> {
  try {
    return await put(parts, errand, draft)
  } catch (error) {
    if (isForGood(error)) parts.onUnpostable(draft.spot.channel, error.reason, 'nowhere')
    throw error
  }
}

/** What was withdrawn is looked for where an attempt may have brought it. */
async function takeBack(parts: Parts, errand: Errand): Promise<PostedAt | 'nowhere'> {
  const { key, to, view, triedAt } = errand.pending
  if (!triedAt || !('channelId' in to)) return 'nowhere'
  const spots = [spotOf(to), ...(to.orIn === undefined ? [] : [{ channel: to.orIn }])]
  for (const spot of spots) {
    const posted = await parts.courier.find(spot, { key, since: triedAt })
    if (posted) return edit(parts, errand, { posted, view })
  }
  return 'nowhere'
}

const direct = async (web: Web, userId: string): Promise<Spot> => ({
  channel: await openDirect(web, userId),
})

const spotOf = ({ channelId, threadTs }: { channelId: string; threadTs?: string }): Spot => ({
  channel: channelId,
  ...(threadTs !== undefined && { threadTs }),
})

function otherwise(to: Address): { readonly orIn?: string; readonly orTo?: string } {
  if (!('channelId' in to)) return {}
  const { channelId, orIn, orTo } = to
  return {
    ...(orIn !== undefined && orIn !== channelId && { orIn }),
    ...(orTo !== undefined && { orTo }),
  }
}

function belowParent({ pending: { parent } }: Errand): Spot {
  if (parent) return threadBelow(parent)
  throw new SlackFailure({
    kind: 'limited',
    method: 'chat.postMessage',
    reason: 'no-parent-yet',
    retryAfter: 2,
  })
}

type Draft = { readonly spot: Spot; readonly view: View }

async function put(parts: Parts, errand: Errand, { spot, view }: Draft): Promise<PostedAt> {
  const { courier } = parts
  const { until, signal, pending } = errand
  const { key, posted, triedAt, urgency } = pending
  // Somebody may have posted it and died before telling, or never heard that it arrived.
  const found = triedAt && (await courier.find(spot, { key, since: triedAt }))
  if (found && found.ts !== posted?.ts) return edit(parts, errand, { posted: found, view })
  if (urgency !== 'asked') await parts.admit(spot.channel)
  const message = await parts.draw(view, spot)
  const there = await courier.post(spot, message, { key, until, signal, urgency })
  await parts.attach(there, message.files)
  return there
}

type Edit = { readonly posted: Posted; readonly view: View }

async function edit(parts: Parts, errand: Errand, { posted, view }: Edit): Promise<Posted> {
  const { until, signal, pending } = errand
  const message = await parts.draw(view, posted)
  await parts.courier.edit(posted, message, { until, signal, urgency: pending.urgency })
  await parts.attach(posted, message.files)
  return posted
}
