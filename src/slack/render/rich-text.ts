import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types'
import type { Node, Text } from '../../core/text.ts'

type Style = { readonly bold?: true; readonly code?: true }

/** Words in a rich_text block: there, text is only ever text, whatever it holds. */
export function richText(text: Text, style: Style = {}): KnownBlock[] {
  const elements = richTextElements(text, style)
  return elements.length === 0
    ? []
    : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

/** Monospace, verbatim. */
export function preformatted(text: string): RichTextBlock[] {
  return text === ''
    ? []
    : [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
        },
      ]
}

/** Nodes as rich_text elements; empty ones, which Slack refuses, are left out. */
export function richTextElements(text: Text, style: Style = {}): RichTextElement[] {
  return text.flatMap((node) => element(node, style))
}

function element(node: Node, style: Style): RichTextElement[] {
  if (typeof node === 'string') return words(node, style)
  if ('code' in node) return words(node.code, { ...style, code: true })
  if ('bold' in node) return words(node.bold, { ...style, bold: true })
  if ('time' in node) return [date(node.time)]
  if ('group' in node)
    return /^S[A-Z0-9]+$/u.test(node.group)
      ? [{ type: 'usergroup', usergroup_id: node.group }]
      : words(`@${node.group}`, style)
  if ('channel' in node)
    return /^[CG][A-Z0-9]+$/u.test(node.channel)
      ? [{ type: 'channel', channel_id: node.channel }]
      : words(node.channel, { ...style, code: true })
  return /^[A-Z0-9]+$/u.test(node.user)
    ? [{ type: 'user', user_id: node.user }]
    : words(`@${node.user}`, style)
}

function words(text: string, style: Style): RichTextElement[] {
  if (text === '') return []
  return [{ type: 'text', text, ...(Object.keys(style).length > 0 && { style: { ...style } }) }]
}

function date(when: Date): RichTextElement {
  return {
    type: 'date',
    timestamp: Math.floor(when.getTime() / 1000),
    format: '{date_short_pretty} {time}',
    fallback: `${when.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  }
}
