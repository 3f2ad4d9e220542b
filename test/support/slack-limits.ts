import type { ActionsBlockElement, KnownBlock } from '@slack/types'
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
      return [
        ...(block.elements.length > 10 || block.elements.length === 0 ? ['context elements'] : []),
        ...block.elements.flatMap((element) =>
          'text' in element && (element.text.length > 3_000 || element.text === '')
            ? ['context text']
            : [],
        ),
      ]
    case 'actions':
      return [
        ...(block.elements.length > 25 || block.elements.length === 0 ? ['actions'] : []),
        ...(new Set(block.elements.map(({ action_id }) => action_id)).size < block.elements.length
          ? ['action ids']
          : []),
        ...block.elements.flatMap((element) => (isButton(element) ? [] : ['button'])),
      ]
    case 'table':
      return [
        ...(block.rows.length > 100 ? ['table rows'] : []),
        ...(block.rows.some((row) => row.length > 20 || row.length !== block.rows[0]?.length)
          ? ['table columns']
          : []),
        ...(characters(block.rows) > 10_000 ? ['table text'] : []),
        ...(JSON.stringify(block.rows).includes('"text":""') ? ['empty cell'] : []),
      ]
    case 'rich_text':
      return [
        ...(JSON.stringify(block).includes('"text":""') ? ['empty text'] : []),
        ...(block.elements.length === 0 ||
        block.elements.some(({ elements }) => elements.length === 0)
          ? ['empty rich text']
          : []),
      ]
    default:
      return [`unexpected ${block.type}`]
  }
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
