import type { Conversation } from './conversation.ts'
import type { Incoming } from './request.ts'

/**
 * The door into the road: what every entry point (slash, mention, DM, button, CLI) calls once the delivery was
 * acknowledged. Never rejects; whatever goes wrong is told in the conversation.
 */
export type Answer = (incoming: Incoming, conversation: Conversation) => Promise<void>
