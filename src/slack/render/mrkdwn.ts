import type { Node, Text } from '../../core/text.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const WORD_JOINER = '\u2060'

/** The three characters that Slack gives a meaning: https://docs.slack.dev/messaging/formatting-message-text */
export const escape = (value: string): string =>
  value.replace(/[&<>]/gu, (char) => ENTITIES[char] ?? char)

/** Nodes as mrkdwn, for the place that takes nothing better: small print. */
export function mrkdwn(text: Text): string {
  return text.map(node).join('')
}

/** The same without any formatting: a bold start of a line and a fenced name are only noise in a notification. */
export function inertWords(text: Text): string {
  return text.map(plainNode).join('')
}

function plainNode(value: Node): string {
  if (typeof value === 'string') return inert(value)
  if ('code' in value) return inert(value.code)
  return 'bold' in value ? inert(value.bold) : node(value)
}

function node(value: Node): string {
  if (typeof value === 'string') return inert(value)
  if ('code' in value) return value.code === '' ? '' : `\`${codeText(value.code)}\``
  if ('bold' in value) return value.bold.trim() === '' ? value.bold : `*${inert(value.bold)}*`
  if ('user' in value) return mention(value.user)
  if ('group' in value) return groupMention(value.group)
  if ('channel' in value) return channelMention(value.channel)
  return date(value.time)
}

/** Markup characters work only at the edge of a word; `web_1` is left as it is. */
const MARKUP = /`|[*_~](?!\w)|(?<!\w)[*_~]/gu

/** Plain words that stay plain: markup characters lose their grip on their neighbours. */
function inert(value: string): string {
  return escape(value).replace(MARKUP, (char) => `${WORD_JOINER}${char}${WORD_JOINER}`)
}

/** Inline code cannot hold a backtick or a line break. */
const codeText = (value: string) => escape(value).replaceAll('`', 'ˋ').replaceAll('\n', ' ')

const mention = (id: string) => (/^[A-Z0-9]+$/u.test(id) ? `<@${id}>` : inert(`@${id}`))

const groupMention = (id: string) =>
  /^S[A-Z0-9]+$/u.test(id) ? `<!subteam^${id}>` : inert(`@${id}`)

const channelMention = (id: string) =>
  /^[CG][A-Z0-9]+$/u.test(id) ? `<#${id}>` : `\`${codeText(id)}\``

const date = (when: Date) => {
  const shown = when.toISOString().slice(0, 16).replace('T', ' ')
  return `<!date^${Math.floor(when.getTime() / 1000)}^{date_short_pretty} {time}|${shown} UTC>`
}
