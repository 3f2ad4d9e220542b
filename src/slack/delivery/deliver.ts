import type { Log } from '../../core/seams.ts'
import type { Address, PendingDelivery, PostedAt } from '../../core/delivery.ts'
import type { View } from '../../core/view.ts'
import { cannotPostHere, MOVED } from '../conversation/notices.ts'
import type { Message } from '../render/message.ts'
import { isForGood, SlackFailure } from '../web/failure.ts'
import type { Web } from '../web/web.ts'
import { createAttachments, threadBelow } from './attach.ts'
import type { Courier, Posted, Spot } from './courier.ts'
import { openDirect } from './open-direct.ts'

export type DeliverParts = {
  readonly web: Web
  readonly courier: Courier
  readonly log: Log
  /** A view as it is shown in a place; its buttons are stored when it resolves. */
  readonly draw: (view: View, spot: Spot) => Promise<Message>
  /** Told when the bot may not post where it was to. */
  readonly onUnpostable: (channel: string, reason: string) => void
}

type Parts = DeliverParts & { readonly attach: ReturnType<typeof createAttachments> }

/** One delivery, and the moment (monotonic) after which somebody else may be at it. */
export type Errand = { readonly pending: PendingDelivery; readonly until: number }

/** Posts or edits until Slack shows this revision, and says where. Rejects with SlackFailure. */
export type Deliver = (errand: Errand) => Promise<PostedAt>

export function createDeliver(given: DeliverParts): Deliver {
  const parts = { ...given, attach: createAttachments(given) }
  const { log } = parts
  return async (errand) => {
    const { posted, to, view } = errand.pending
    if (!posted) return place(parts, errand)
    try {
      return await edit(parts, errand, { posted, view: wasMoved(to, posted) ? moved(view) : view })
    } catch (error) {
      if (!isForGood(error)) throw error
      log.warn({ err: error, channel: posted.channel }, 'A message is gone and is posted anew')
      return place(parts, errand)
    }
  }
}

const wasMoved = (to: Address, { channel }: Posted) => 'channelId' in to && to.channelId !== channel
const moved = (view: View) => cannotPostHere(view, MOVED)

/** Where it is addressed to; where the bot may not, to the person who should know. */
async function place(parts: Parts, errand: Errand): Promise<PostedAt> {
  const { web, onUnpostable } = parts
  const { to, view } = errand.pending
  if ('userId' in to) return put(parts, errand, { spot: await direct(web, to.userId), view })
  const spot = 'threadOf' in to ? belowParent(errand) : spotOf(to)
  try {
    return await put(parts, errand, { spot, view })
  } catch (error) {
    if (!isForGood(error)) throw error
    onUnpostable(spot.channel, error.reason)
    if (!('orTo' in to) || to.orTo === undefined) throw error
    const why = cannotPostHere(view, error.reason)
    return put(parts, errand, { spot: await direct(web, to.orTo), view: why })
  }
}

const direct = async (web: Web, userId: string): Promise<Spot> => ({
  channel: await openDirect(web, userId),
})

const spotOf = ({ channelId, threadTs }: { channelId: string; threadTs?: string }): Spot => ({
  channel: channelId,
  ...(threadTs !== undefined && { threadTs }),
})

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
  const { key, posted } = errand.pending
  const found = mayBeThere(errand) ? await courier.find(spot, key) : undefined
  if (found && found.ts !== posted?.ts) return edit(parts, errand, { posted: found, view })
  const message = await parts.draw(view, spot)
  const there = await courier.post(spot, message, { key, until: errand.until })
  await parts.attach(there, message.files)
  return there
}

/** Somebody was at it before, who may have posted it and died before telling. */
const mayBeThere = ({ pending: { attempts, revision, posted } }: Errand) =>
  attempts > 0 || revision > 1 || posted !== undefined

type Edit = { readonly posted: Posted; readonly view: View }

async function edit(parts: Parts, errand: Errand, { posted, view }: Edit): Promise<Posted> {
  const message = await parts.draw(view, posted)
  await parts.courier.edit(posted, message, { until: errand.until })
  await parts.attach(posted, message.files)
  return posted
}
