import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { areBlocks, characters, checkBlocks } from '../block-kit/check-blocks.ts'
import { fillIds } from '../block-kit/fill-ids.ts'
import { ApiError, explained } from './api-error.ts'
import { json } from './define-method.ts'

const TEXT_LIMIT = 40_000
// Undocumented; reported where the error began to appear.
const BLOCKS_LIMIT = 13_200

/** The arguments that say what a message holds, in every method that takes one. */
export const contentArgs = {
  text: z.string().optional(),
  blocks: json.optional(),
  attachments: json.optional(),
  metadata: json.optional(),
}

const Metadata = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
})
type Metadata = z.infer<typeof Metadata>

export type Content = {
  readonly text: string
  readonly blocks: readonly KnownBlock[]
  readonly metadata?: Metadata
  readonly warnings: readonly string[]
}

type Given = { text?: string | undefined; blocks?: unknown; metadata?: unknown }

/** What will be shown, checked against Slack's limits. */
export function messageContent(given: Given): Content {
  const blocks = acceptBlocks(given.blocks)
  const text = given.text ?? ''
  if (text.trim() === '' && blocks.length === 0) throw new ApiError('no_text')
  const metadata = acceptMetadata(given.metadata)
  const tooLong = text.length > TEXT_LIMIT
  return {
    text: tooLong ? text.slice(0, TEXT_LIMIT) : text,
    blocks,
    ...(metadata ? { metadata } : {}),
    warnings: tooLong ? ['message_truncated'] : [],
  }
}

/** Blocks with all ids filled in, or the error Slack gives. */
function acceptBlocks(given: unknown): readonly KnownBlock[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given)) throw new ApiError('invalid_blocks_format')
  const messages = checkBlocks(given, 'message')
  if (messages.length > 0) throw explained('invalid_blocks', messages)
  if (characters(given) > BLOCKS_LIMIT) throw new ApiError('msg_blocks_too_long')
  const blocks = fillIds(given)
  if (!areBlocks(blocks, 'message')) throw new ApiError('invalid_blocks')
  return blocks
}

function acceptMetadata(given: unknown): Metadata | undefined {
  if (given === undefined || given === null) return undefined
  const parsed = Metadata.safeParse(given)
  if (!parsed.success) throw new ApiError('invalid_metadata_format')
  return parsed.data
}
