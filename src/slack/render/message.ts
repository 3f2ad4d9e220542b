import type { KnownBlock } from '@slack/types'

/** A file that goes with a message: what did not fit into it, redacted. Made when it is sent. */
export type FileDraft = { readonly name: string; readonly content: () => Promise<string> }

/** What Slack is sent: blocks, and plain text that says the same where blocks cannot be shown. */
export type Message = {
  readonly text: string
  readonly blocks: readonly KnownBlock[]
  readonly files: readonly FileDraft[]
}
