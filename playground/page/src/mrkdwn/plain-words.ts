import type { SlackSnapshot } from '../../../slack/page-model.ts'
import { unescapeEntities } from './unescape-entities.ts'

/** A message's text in one line without marks, for where there is no room for more. */
export function plainWords(
  text: string,
  { users, channels }: Pick<SlackSnapshot, 'users' | 'channels'>,
) {
  const name = (id: string) =>
    users.find((user) => user.id === id)?.realName ??
    channels.find((channel) => channel.id === id)?.name ??
    id
  return unescapeEntities(
    text
      .replace(/<[@#]([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => name(id))
      .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
      .replace(/<[^|>]*\|([^>]*)>/g, '$1')
      .replace(/[*_~`]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}
