import type { View } from './view.ts'

/** `private`: only the person who asked sees it. `public`: everybody in the place. */
export type Audience = 'private' | 'public'

/** Port: the way back to the person who asked. Never throws for what Slack refuses; it falls back and logs. */
export type Conversation = {
  reply(view: View, audience: Audience): Promise<void>
  /** One message for long work, edited in place; always readable by the place (or by DM where we may not post). */
  live(view: View): Promise<LiveMessage>
}

export type LiveMessage = {
  /** Coalesced: only the newest view is sent, at the pace Slack allows. */
  update(view: View): void
  /** The last word: delivered before it resolves, however busy the channel is. */
  finish(view: View): Promise<void>
}
