import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types'
import { cut } from './cut.ts'
import { sizeOf } from './size.ts'

/** The same block with at most `chars` characters of text. Undefined when nothing is left, or it cannot be cut. */
export function clamp(block: KnownBlock, chars: number): KnownBlock | undefined {
  if (sizeOf(block) <= chars) return block
  if (block.type !== 'rich_text') return undefined
  const elements = clampElements(block.elements, chars)
  return elements.length === 0 ? undefined : { ...block, elements }
}

type Elements = RichTextBlock['elements']

function clampElements(elements: Elements, chars: number): Elements {
  let left = Math.max(0, chars)
  return elements.flatMap((element): Elements => {
    if (element.type === 'rich_text_list' || left === 0) return []
    const inner = take<RichTextElement>(element.elements, left)
    left -= sizeOf(inner)
    if (inner.length === 0) return []
    return element.type === 'rich_text_preformatted'
      ? [{ ...element, elements: inner.filter((item) => item.type === 'text') }]
      : [{ ...element, elements: inner }]
  })
}

function take<E extends RichTextElement>(elements: readonly E[], chars: number): E[] {
  let left = chars
  return elements.flatMap((element): E[] => {
    if (left === 0) return []
    if (element.type !== 'text') {
      left = Math.max(0, left - sizeOf(element))
      return [element]
    }
    const text = cut(element.text, left)
    left = text.length < element.text.length ? 0 : left - text.length
    return text === '' ? [] : [{ ...element, text }]
  })
}
