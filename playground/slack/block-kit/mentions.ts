import type { JsonObject } from './json.ts'
import { isObject } from './json.ts'

/** Something in a message that Slack would make live: it notifies somebody or can be clicked. */
export type Mention =
  | { readonly kind: 'broadcast'; readonly range: 'channel' | 'here' | 'everyone' }
  | { readonly kind: 'user' | 'usergroup' | 'channel'; readonly id: string }
  | { readonly kind: 'link'; readonly url: string; readonly label?: string }

/** Every live thing in a message: its text, its mrkdwn and markdown, its rich text. Plain text holds none. */
export function mentionsIn(message: {
  readonly text: string
  readonly blocks: unknown
}): Mention[] {
  return [...mentions(message.text), ...inBlocks(message.blocks)]
}

/** Those that notify people: what hostile output must never cause. */
export const pings = (message: { readonly text: string; readonly blocks: unknown }): Mention[] =>
  mentionsIn(message).filter(({ kind }) => kind !== 'link' && kind !== 'channel')

/** Reads mrkdwn as Slack does: `<…>` is markup unless it was escaped as `&lt;`. */
export function mentions(mrkdwn: string): Mention[] {
  const marked = [...mrkdwn.matchAll(/<([^<>\n]+)>/g)].flatMap(([, inner = '']) => markup(inner))
  const bare = mrkdwn.replace(/<[^<>\n]+>/g, ' ').matchAll(/\b(?:https?:\/\/|mailto:)[^\s<>`|]+/g)
  return [...marked, ...[...bare].map(([url]) => ({ kind: 'link' as const, url }))]
}

function markup(inner: string): Mention[] {
  const [target = '', label] = inner.split('|', 2)
  const broadcast = /^!(channel|here|everyone|group)$/.exec(target)?.[1]
  if (broadcast) return [{ kind: 'broadcast', range: rangeOf(broadcast) }]
  const group = /^!subteam\^(S[A-Z0-9]+)/.exec(target)?.[1]
  if (group) return [{ kind: 'usergroup', id: group }]
  const user = /^@([UW][A-Z0-9]+)$/.exec(target)?.[1]
  if (user) return [{ kind: 'user', id: user }]
  const channel = /^#([CGD][A-Z0-9]+)$/.exec(target)?.[1]
  if (channel) return [{ kind: 'channel', id: channel }]
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return []
  return [{ kind: 'link', url: target, ...(label ? { label } : {}) }]
}

const rangeOf = (word: string) => {
  if (word === 'here' || word === 'everyone') return word
  return 'channel'
}

function inBlocks(value: unknown): Mention[] {
  if (Array.isArray(value)) return value.flatMap(inBlocks)
  return isObject(value) ? [...own(value), ...Object.values(value).flatMap(inBlocks)] : []
}

function own(object: JsonObject): Mention[] {
  const { type, text } = object
  if (typeof text === 'string' && (type === 'mrkdwn' || type === 'markdown')) return mentions(text)
  if (type === 'user') return [{ kind: 'user', id: String(object['user_id']) }]
  if (type === 'usergroup') return [{ kind: 'usergroup', id: String(object['usergroup_id']) }]
  if (type === 'channel') return [{ kind: 'channel', id: String(object['channel_id']) }]
  if (type === 'broadcast') return [{ kind: 'broadcast', range: rangeOf(String(object['range'])) }]
  if (type === 'link' || (type === 'button' && object['url']))
    return [{ kind: 'link', url: String(object['url']) }]
  return []
}
