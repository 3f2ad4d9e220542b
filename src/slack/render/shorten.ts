import type { Message } from './message.ts'

const KEPT_BLOCKS = 6

/** The first blocks and the buttons, without a table, with a mark: for when Slack found the whole too long. */
export function shorten(message: Message): Message {
  const buttons = message.blocks.filter(({ type }) => type === 'actions')
  const kept = message.blocks
    .filter(({ type }) => type !== 'table' && type !== 'actions')
    .slice(0, KEPT_BLOCKS)
  const mark = {
    type: 'context' as const,
    elements: [
      { type: 'plain_text' as const, text: '… shortened: Slack refused the whole message' },
    ],
  }
  return { ...message, blocks: [...kept, mark, ...buttons] }
}

/** No blocks at all: the words that every message carries anyway. */
export function wordsOnly(message: Message): Message {
  return { ...message, blocks: [] }
}
