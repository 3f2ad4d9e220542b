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

/** The last step of every payload: no more blocks and characters than Slack takes. Head and tail always stay. */
export function fit({ head, body, tail }: Sections): KnownBlock[] {
  const kept = [head, tail].map((blocks) => blocks.map((block) => clamp(block, LIMITS.textObject)))
  const [first = [], last = []] = kept
  const reserved = [...first, ...last, SHORTENED]
  let blocksLeft = LIMITS.blocks - reserved.length
  let charsLeft = LIMITS.allText - reserved.reduce((sum, block) => sum + sizeOf(block), 0)

  const middle: KnownBlock[] = []
  let isShortened = false
  for (const block of body) {
    const clamped = clamp(block, Math.min(charsLeft, LIMITS.richText))
    const size = sizeOf(clamped)
    isShortened ||= size > charsLeft || blocksLeft === 0 || size < sizeOf(block)
    if (size > charsLeft || blocksLeft === 0) continue
    middle.push(clamped)
    blocksLeft--
    charsLeft -= size
  }
  return [...first, ...middle, ...(isShortened ? [SHORTENED] : []), ...last]
}
