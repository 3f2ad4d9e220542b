import type { World } from '../world/world.ts'

/** What Slack makes of typed words: escaped, with people, groups, channels and addresses as markup. */
export function typedText(world: World, typed: string, style: 'message' | 'command'): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .replace(/\b(https?:\/\/[^\s|]+)/g, '<$1>')
    .replace(/(^|[\s(])@([a-z0-9._-]+)/gi, (whole, before: string, name: string) => {
      const markup = mention(world, name.toLowerCase(), style)
      return markup ? before + markup : whole
    })
    .replace(/(^|[\s(])#([a-z0-9_-]+)/gi, (whole, before: string, name: string) => {
      const channel = [...world.channels.values()].find(
        (candidate) => candidate.kind !== 'dm' && candidate.name === name.toLowerCase(),
      )
      return channel ? `${before}<#${channel.id}|${channel.name}>` : whole
    })
}

function mention(world: World, name: string, style: 'message' | 'command'): string | undefined {
  if (/^(here|channel|everyone)$/.test(name)) return `<!${name}>`
  const person = [...world.people.values()].find((candidate) => candidate.name === name)
  if (person) return style === 'command' ? `<@${person.id}|${person.name}>` : `<@${person.id}>`
  const group = [...world.groups.values()].find(({ handle }) => handle === name)
  return group && `<!subteam^${group.id}|@${group.handle}>`
}
