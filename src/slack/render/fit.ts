import type { KnownBlock } from '@slack/types'
import { LIMITS } from '../limits.ts'
import { clamp } from './clamp.ts'
import { sizeOf } from './size.ts'

type Sections = {
  readonly head: readonly KnownBlock[]
  readonly body: readonly KnownBlock[]
  readonly tail: readonly KnownBlock[]
}

const SHORTENED: KnownBlock = {
  type: 'context',
  elements: [{ type: 'plain_text', text: '… shortened: more than one message can hold' }],
}

/** The last step of every payload: no more blocks and characters than Slack takes. The tail always stays. */
export function fit({ head, body, tail }: Sections): KnownBlock[] {
  const title = head.flatMap((block) => clamp(block, LIMITS.textObject) ?? [])
  const reserved = [...title, SHORTENED, ...tail]
  let blocksLeft = LIMITS.blocks - reserved.length
  let charsLeft = LIMITS.allText - sizeOf(reserved)

  const kept: KnownBlock[] = []
  for (const block of body) {
    if (blocksLeft === 0) break
    const clamped = clamp(block, Math.max(0, charsLeft))
    if (!clamped) continue
    kept.push(clamped)
    blocksLeft--
    charsLeft -= sizeOf(clamped)
  }
  const isWhole = kept.length === body.length && sizeOf(kept) === sizeOf(body)
  return [...title, ...kept, ...(isWhole ? [] : [SHORTENED]), ...tail]
}
