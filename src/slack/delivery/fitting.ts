import { SlackFailure } from '../web/failure.ts'
import type { Message } from '../render/message.ts'
import { shorten, wordsOnly } from '../render/shorten.ts'

/** Slack's words for "not in this shape". */
const SHAPE = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_arguments',
  'msg_blocks_too_long',
  'msg_too_long',
  'only_one_table_allowed',
  'invalid_metadata_format',
])

/** Sends; where Slack refuses the shape, sends it shortened once, and then as plain text. Never a fourth time. */
export async function fitting<T>(
  message: Message,
  send: (message: Message) => Promise<T>,
): Promise<T> {
  for (const shape of [message, shorten(message)]) {
    try {
      return await send(shape)
    } catch (error) {
      if (!(error instanceof SlackFailure) || !SHAPE.has(error.reason)) throw error
    }
  }
  return send(wordsOnly(message))
}
