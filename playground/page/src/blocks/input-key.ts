import type { InputBlock } from '@slack/types'

/** What an input's answer and its error are filed under: the block id, else the action id. */
export const inputKey = (block: InputBlock): string =>
  block.block_id ?? block.element.action_id ?? ''
