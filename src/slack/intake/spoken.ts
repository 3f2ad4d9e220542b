const LINK = /<(?:https?:|mailto:|tel:)[^<>|]*(?:\|([^<>]*))?>/gu
const CHANNEL = /<#([A-Z0-9]+)(?:\|[^<>]*)?>/gu
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
/** People mark a command as code when they write it in a message. */
const FENCED = /^`{1,3}([^`]+)`{1,3}$/u

/**
 * What was typed, before Slack marked it up: links back to their text, entities back to characters. Mentions of
 * people stay `<@U…>`, for commands that take a person.
 */
export function spoken(text: string): string {
  return text
    .slice(0, 10_000)
    .replace(
      LINK,
      (whole, label?: string) => label ?? whole.slice(1, -1).replace(/^(?:mailto|tel):/u, ''),
    )
    .replace(CHANNEL, '$1')
    .replace(/&(?:lt|gt|amp);/gu, (entity) => ENTITIES[entity] ?? entity)
    .trim()
    .replace(FENCED, '$1')
    .trim()
}

/** The same, without the bot's own mention or the slash command's name in front. */
export function addressed(text: string, botUserId: string, command: string): string {
  const words = spoken(text.replaceAll(new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`, 'gu'), ' '))
  const [first] = words.split(/\s/u, 1)
  return first === command ? words.slice(command.length).trim() : words
}
