import type { Origin } from './tracer.ts'
import type { View } from './view.ts'

/** Where a message goes. */
export type Address =
  /**
   * A channel or thread. Where the bot may not post: in the channel `orIn`, saying where it should have been, or to
   * `orTo` (a Slack user id) directly.
   */
  | {
      readonly channelId: string
      readonly threadTs?: string
      readonly orIn?: string
      readonly orTo?: string
    }
  /** A direct message. */
  | { readonly userId: string }
  /** The thread of another delivery, by its key; sent once that one is posted. */
  | { readonly threadOf: string }

/**
 * What goes first where much waits for one channel: what somebody asked for, then what is new and critical, other news,
 * edits of what was told, details in threads, and last what is over.
 */
export const URGENCIES = ['asked', 'alarm', 'news', 'change', 'detail', 'end'] as const
export type Urgency = (typeof URGENCIES)[number]

/** One message to be posted or edited: what it should say by now. Putting the same key again edits the same message. */
export type Delivery = {
  /** e.g. `plan/8f3c21aa/card`. */
  readonly key: string
  /** Of the first putting; later ones change only the view. */
  readonly to: Address
  readonly view: View
  /** Default `asked`. A message that nobody was shown yet keeps the more pressing of what it had and this. */
  readonly urgency?: Urgency
  /** An edit waits so long, in ms, for what else there will be to say; default 0. */
  readonly restMs?: number
  /** The work that has this to say. */
  readonly origin?: Origin
}

/**
 * A message that is not to be shown after all, with all in its thread: something else tells of it. Where an attempt may
 * have brought it to Slack unnoticed it is looked for there, and says `view` if it is found.
 */
export type Withdrawal = Pick<Delivery, 'key' | 'view'>

/** Where Slack shows it. */
export type PostedAt = {
  readonly channel: string
  readonly ts: string
  readonly threadTs?: string
}

/** A delivery that Slack does not show yet as it should be. */
export type PendingDelivery = Delivery & {
  readonly urgency: Urgency
  /** Grows with each putting: what is told as delivered is this one. */
  readonly revision: number
  /** Attempts so far for this revision. */
  readonly attempts: number
  /** Set once it was posted: then it is an edit. */
  readonly posted?: PostedAt
  /** Set when `to` is a thread of another delivery: where that one is. */
  readonly parent?: PostedAt
  /** Slack may have it since then: an attempt was made whose end is not known. */
  readonly triedAt?: Date
  /** It was withdrawn: what Slack shows of it is edited, but it is not posted. */
  readonly withdrawn?: true
}

/** A message that waits to be posted. */
export type Unshown = {
  readonly key: string
  /** Somebody brings it to Slack at this moment: it cannot be withdrawn. */
  readonly isUnderWay: boolean
}

/** Port: messages that stand in the store until Slack shows them. All throw UnavailableError while the store is away. */
export type Outbox = {
  /**
   * Takes up to `limit` for this caller alone for `leaseMs`: a few of each place, so that a backlog in one channel keeps
   * nobody else waiting; the most pressing first, then the oldest. Threads wait for their parents.
   */
  claim(limit: number, leaseMs: number): Promise<readonly PendingDelivery[]>
  /** Slack shows this revision. A newer one stays pending. */
  delivered(key: string, revision: number, posted: PostedAt): Promise<void>
  /** Not now: again after `delayMs`. `isUnsent`: it is certain that Slack did not take it this time. */
  postpone(pending: PendingDelivery, delayMs: number, isUnsent: boolean): Promise<void>
  /** Slack refuses this revision for good. It stays in the store with the reason; a newer putting is tried again. */
  giveUp(key: string, revision: number, why: string): Promise<void>
  /** It was withdrawn and is not at Slack: nothing is left of it. */
  forget(key: string, revision: number): Promise<void>
  /** Where a message is, once it was posted. */
  posted(key: string): Promise<PostedAt | undefined>
  /** Those of these messages that nobody was shown yet. */
  unshown(keys: readonly string[]): Promise<readonly Unshown[]>
  /** Which delivery a message is. */
  keyAt(message: Pick<PostedAt, 'channel' | 'ts'>): Promise<string | undefined>
  /** What waits for Slack now. */
  backlog(): Promise<Backlog>
}

/** Messages that Slack does not show yet as they should be; those that were given up do not wait any more. */
export type Backlog = {
  readonly waiting: number
  /** Since when the one has waited that waits longest. */
  readonly oldest?: Date
}

/** How a channel took what was last brought there, as far as this process knows. */
export type ChannelState = {
  readonly channel: string
  /** Slack refuses it for good, for a reason that lies with the channel. */
  readonly refused?: { readonly reason: string; readonly since: Date }
}

/** Port: who brings deliveries to Slack. */
export type Messenger = {
  /** Something was put: look now. */
  wake(): void
  /** Shows how far it is, on a message that was put before: best effort, coalesced, never after a newer putting. */
  progress(key: string, view: View): void
  /** A link to the message, once it was posted. */
  permalink(key: string): Promise<string | undefined>
  /** Channels that something was brought to, or was to be, since the start. */
  channels(): readonly ChannelState[]
}
