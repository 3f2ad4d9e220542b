import type { Address, Delivery } from '../delivery.ts'
import type { HeldPlan } from '../held/held-plan.ts'
import { decidedView, heldView } from './held-view.ts'

/** Keys of the messages about one plan. */
export const messageKeys = (id: string) => ({
  card: `plan/${id}/card`,
  requester: `plan/${id}/requester`,
  dm: (userId: string) => `plan/${id}/dm/${userId}`,
  thread: (version: number) => `plan/${id}/thread/${version}`,
})

/** It begins to wait: the card, and a word to each approver who was found by name. */
export const askingMessages = (held: HeldPlan): readonly Delivery[] => [
  cardMessage(held),
  ...approverMessages(held),
]

/** Something on the card changed that is nobody's news. */
export function cardMessage(held: HeldPlan): Delivery {
  return { key: messageKeys(held.plan.id).card, to: cardAddress(held), view: heldView(held) }
}

/** It was decided or is over: the card, the approvers' copies of it, and a word to the requester in thread and private. */
export const decidedMessages = (held: HeldPlan): readonly Delivery[] => [
  cardMessage(held),
  ...approverMessages(held),
  ...requesterMessages(held),
]

function approverMessages(held: HeldPlan): readonly Delivery[] {
  const keys = messageKeys(held.plan.id)
  const shown = heldView(held)
  return (held.told ?? []).map((userId) => ({ key: keys.dm(userId), to: { userId }, view: shown }))
}

function requesterMessages(held: HeldPlan): readonly Delivery[] {
  const { plan, version, place } = held
  const keys = messageKeys(plan.id)
  const shown = { ...decidedView(held), buttons: [] }
  const inThread: Delivery = {
    key: keys.thread(version + 1),
    to: { threadOf: keys.card },
    view: shown,
  }
  if (isPrivate(held)) return [inThread]
  const aloud = held.revertOf === undefined ? [inThread] : []
  const { userId } = plan.requester
  const link = place.kind === 'channel' ? heldView(held).buttons : []
  return [
    ...aloud,
    { key: keys.requester, to: { userId }, view: { ...shown, buttons: link ?? [] } },
  ]
}

/** The card itself stands in the requester's own direct message. */
const isPrivate = ({ place, verdict }: HeldPlan): boolean =>
  place.kind === 'dm' && !(verdict.kind === 'ask' && verdict.requirement.channel !== undefined)

/** The revert of a temporary change is told under that change. */
function cardAddress({ plan, place, verdict, revertOf }: HeldPlan): Address {
  if (revertOf !== undefined) return { threadOf: messageKeys(revertOf).card }
  const orTo = plan.requester.userId
  const wished = verdict.kind === 'ask' ? verdict.requirement.channel : undefined
  if (wished !== undefined && wished !== place.channelId) return { channelId: wished, orTo }
  const { channelId, threadTs } = place
  return { channelId, orTo, ...(threadTs !== undefined && { threadTs }) }
}
