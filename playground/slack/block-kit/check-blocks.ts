import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import { messageBlock, viewBlock } from './block.ts'
import type { JsonObject } from './json.ts'
import { isObject, objectsIn } from './json.ts'
import { problems } from './problems.ts'

const TABLE_CHARACTERS = 10_000
const MARKDOWN_CHARACTERS = 12_000

/** What is wrong with blocks, in Slack's words; none means they are accepted. */
export function checkBlocks(blocks: unknown, surface: 'message' | 'view'): string[] {
  const schema = surface === 'message' ? z.array(messageBlock).max(50) : z.array(viewBlock).max(100)
  const parsed = schema.safeParse(blocks, { reportInput: true })
  if (!parsed.success) return problems(parsed.error.issues, '/blocks')
  return [...duplicates(parsed.data), ...totals(parsed.data)].map((problem) => `[ERROR] ${problem}`)
}

/** Narrows blocks that `checkBlocks` accepted. */
export function areBlocks(
  blocks: unknown,
  surface: 'message' | 'view',
): blocks is readonly KnownBlock[] {
  return checkBlocks(blocks, surface).length === 0
}

/** All text that people would see, in characters: what `msg_blocks_too_long` counts. */
export function characters(blocks: unknown): number {
  let sum = 0
  for (const { text } of objectsIn(blocks)) if (typeof text === 'string') sum += text.length
  return sum
}

function duplicates(blocks: readonly JsonObject[]): string[] {
  const blockIds = blocks.flatMap((block) => block['block_id'] ?? [])
  const twice = repeated(blockIds).map((id) => `block_id \`${id}\` already exists`)
  const actions = blocks.flatMap((block) => {
    const ids = [...objectsIn(block)].flatMap((element) => element['action_id'] ?? [])
    return repeated(ids).map((id) => `\`action_id\` "${id}" already exists`)
  })
  return [...twice, ...actions]
}

const repeated = (ids: readonly unknown[]) => [
  ...new Set(ids.filter((id, i) => ids.indexOf(id) !== i).map(String)),
]

function totals(blocks: readonly JsonObject[]): string[] {
  const tables = [...objectsIn(blocks)].filter(({ type }) => type === 'table')
  const markdown = blocks.filter(({ type }) => type === 'markdown')
  return [
    ...(tables.length > 1 ? ['only_one_table_allowed'] : []),
    ...(tables.some((table) => characters(table['rows']) > TABLE_CHARACTERS)
      ? [`table must be less than ${TABLE_CHARACTERS + 1} characters`]
      : []),
    ...(characters(markdown.filter(isObject)) > MARKDOWN_CHARACTERS
      ? [`markdown blocks must be less than ${MARKDOWN_CHARACTERS + 1} characters together`]
      : []),
  ]
}
