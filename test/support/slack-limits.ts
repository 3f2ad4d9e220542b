import type {
  ActionsBlock,
  ActionsBlockElement,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  TableBlock,
} from '@slack/types'
import type { Message } from '../../src/slack/render/message.ts'

/** What Slack would refuse in a message, by its documented limits; written apart from the product's own. */
export function refusals({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string[] {
  return [
    ...(text.trim() === '' ? ['no text'] : []),
    ...(text.length > 4_000 ? [`text of ${text.length}`] : []),
    ...(blocks.length > 50 ? [`${blocks.length} blocks`] : []),
    ...(blocks.filter(({ type }) => type === 'table').length > 1 ? ['two tables'] : []),
    ...(characters(blocks) > 13_000 ? [`${characters(blocks)} characters`] : []),
    ...blocks.flatMap(blockRefusals),
  ]
}

function blockRefusals(block: KnownBlock): string[] {
  switch (block.type) {
    case 'context':
      return contextRefusals(block)
    case 'actions':
      return actionsRefusals(block)
    case 'table':
      return tableRefusals(block)
    case 'rich_text':
      return richTextRefusals(block)
    default:
      return [`unexpected ${block.type}`]
  }
}

function contextRefusals({ elements }: ContextBlock): string[] {
  const isCount = elements.length >= 1 && elements.length <= 10
  const isText = elements.every(
    (element) => !('text' in element) || (element.text !== '' && element.text.length <= 3_000),
  )
  return isCount && isText ? [] : ['context']
}

function actionsRefusals({ elements }: ActionsBlock): string[] {
  const isCount = elements.length >= 1 && elements.length <= 25
  const isUnique = new Set(elements.map(({ action_id }) => action_id)).size === elements.length
  return isCount && isUnique && elements.every(isButton) ? [] : ['actions']
}

function tableRefusals({ rows }: TableBlock): string[] {
  const isShape = rows.every((row) => row.length <= 20 && row.length === rows[0]?.length)
  const isFilled = !JSON.stringify(rows).includes('"text":""')
  return rows.length <= 100 && isShape && isFilled && characters(rows) <= 10_000 ? [] : ['table']
}

function richTextRefusals(block: RichTextBlock): string[] {
  const isFilled = !JSON.stringify(block).includes('"text":""')
  const hasElements = block.elements.every(({ elements }) => elements.length > 0)
  return isFilled && hasElements && block.elements.length > 0 ? [] : ['rich text']
}

function isButton(element: ActionsBlockElement): boolean {
  if (element.type !== 'button') return false
  const { text, value = '', accessibility_label: label = '' } = element
  const isNamed = text.text !== '' && text.text.length <= 75
  return isNamed && value.length <= 2_000 && label.length <= 75
}

function characters(value: unknown): number {
  let sum = 0
  JSON.stringify(value, (key, item: unknown) => {
    if (key === 'text' && typeof item === 'string') sum += item.length
    return item
  })
  return sum
}
