import type { View } from './view.ts'

/** `private`: only the person who asked sees it. `public`: everybody in the place. */
export type Audience = 'private' | 'public'

/** Port: the way back to the person who asked. Never throws for what Slack refuses; it falls back and logs. */
export type Conversation = {
  reply(view: View, audience: Audience): Promise<void>
}
