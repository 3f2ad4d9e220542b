import type { View } from './view.ts'

/** Where a message goes. */
export type Address =
  /** A channel or thread; where the bot may not post, to `orTo` (a Slack user id) directly. */
  | { readonly channelId: string; readonly threadTs?: string; readonly orTo?: string }
  /** A direct message. */
  | { readonly userId: string }
  /** The thread of another delivery, by its key; sent once that one is posted. */
  | { readonly threadOf: string }

/** One message to be posted or edited: what it should say by now. Putting the same key again edits the same message. */
export type Delivery = {
  /** e.g. `plan/8f3c21aa/card`. */
  readonly key: string
  /** Of the first putting; later ones change only the view. */
  readonly to: Address
  readonly view: View
}

/** Where Slack shows it. */
export type PostedAt = {
  readonly channel: string
  readonly ts: string
  readonly threadTs?: string
}

/** A delivery that Slack does not show yet as it should be. */
export type PendingDelivery = Delivery & {
  /** Grows with each putting: what is told as delivered is this one. */
  readonly revision: number
  /** Attempts so far for this revision. */
  readonly attempts: number
  /** Set once it was posted: then it is an edit. */
  readonly posted?: PostedAt
  /** Set when `to` is a thread of another delivery: where that one is. */
  readonly parent?: PostedAt
}

/** Port: messages that stand in the store until Slack shows them. All throw UnavailableError while the store is away. */
export type Outbox = {
  /** Takes up to `limit`, the oldest first, for this caller alone for `leaseMs`. Threads wait for their parents. */
  claim(limit: number, leaseMs: number): Promise<readonly PendingDelivery[]>
  /** Slack shows this revision. A newer one stays pending. */
  delivered(key: string, revision: number, posted: PostedAt): Promise<void>
  /** Not now: again after `delayMs`. */
  postpone(key: string, revision: number, delayMs: number): Promise<void>
  /** Never: Slack refuses it for good. It stays in the store with the reason. */
  giveUp(key: string, revision: number, why: string): Promise<void>
  /** Where a message is, once it was posted. */
  posted(key: string): Promise<PostedAt | undefined>
}

/** Port: who brings deliveries to Slack. */
export type Messenger = {
  /** Something was put: look now. */
  wake(): void
  /** Shows how far it is, on a message that was put before: best effort, coalesced, never after a newer putting. */
  progress(key: string, view: View): void
  /** A link to the message, once it was posted. */
  permalink(key: string): Promise<string | undefined>
}
