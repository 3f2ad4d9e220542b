import { randomUUID } from 'node:crypto'
import type { Ack } from '../delivery/delivery.ts'
import type { PageMessage } from '../page-model.ts'
import { messageJson } from '../web-api/as-json.ts'
import type { Channel, Person } from '../workspace.ts'
import type { World } from '../world/world.ts'
import { DriverError } from './driver-error.ts'
import { runSlashCommand } from './slash.ts'
import type { Named, Stage } from './stage.ts'
import { findChannel, findPerson, tell } from './stage.ts'
import { typedText } from './typed-text.ts'

export type Words = string | { readonly text: string; readonly thread?: string | undefined }

export type Said = {
  /** Absent for a slash command: that is no message. */
  readonly message?: PageMessage
  /** How the bot acknowledged each delivery; empty when nothing was delivered. */
  readonly acks: readonly Ack[]
}

/** Somebody types and presses Enter. Resolves when the bot has acknowledged, or failed to. */
export async function say(
  stage: Stage,
  who: Named,
  [where, words]: readonly [Named, Words],
): Promise<Said> {
  const person = findPerson(stage, who)
  const channel = findChannel(stage, person, where)
  if (channel.archived) throw new DriverError(`#${channel.name} is archived.`)
  const { text, thread } = typeof words === 'string' ? { text: words } : words
  if (text.startsWith('/')) return runSlashCommand(stage, { person, channel, text, thread })
  const message = post(stage.world, {
    person,
    channel,
    text,
    thread: rootOf(stage, channel, thread),
  })
  return { message, acks: await tellBot(stage, { person, channel, message }) }
}

type Typed = {
  readonly person: Person
  readonly channel: Channel
  readonly text: string
  readonly thread?: string | undefined
}

/** Replies to a reply belong to the same thread. */
function rootOf({ world }: Stage, channel: Channel, thread: string | undefined) {
  if (thread === undefined) return undefined
  const parent = world.messages.find(channel.id, thread)
  if (!parent) throw new DriverError('The message to reply to is gone.')
  return parent.threadTs ?? parent.ts
}

function post(world: World, { person, channel, text, thread }: Typed): PageMessage {
  return world.messages.post({
    channelId: channel.id,
    userId: person.id,
    from: 'user',
    text: typedText(world, text, 'message'),
    threadTs: thread,
  })
}

type Spoken = {
  readonly person: Person
  readonly channel: Channel
  readonly message: PageMessage
}

async function tellBot(stage: Stage, { person, channel, message }: Spoken): Promise<Ack[]> {
  const { world } = stage
  const mentioned = message.text.includes(`<@${world.app.botUserId}>`)
  if (!channel.members.includes(world.app.botUserId)) {
    if (mentioned) tell(stage, { userId: person.id, channelId: channel.id }, NOT_HERE)
    return []
  }
  const event = eventOf(world, { person, channel, message })
  const [channelType, subscription] = KINDS[channel.kind]
  const said = stage.announce(subscription, { ...event, channel_type: channelType })
  const called =
    mentioned && channel.kind !== 'dm'
      ? stage.announce('app_mention', { ...event, type: 'app_mention' })
      : undefined
  return (await Promise.all([said, called])).filter((ack) => ack !== undefined)
}

const NOT_HERE = 'You mentioned <@deckwatch>, but they are not in this channel.'

const KINDS = {
  public: ['channel', 'message.channels'],
  private: ['group', 'message.groups'],
  dm: ['im', 'message.im'],
} as const

function eventOf(world: World, { person, channel, message }: Spoken) {
  const foreign = person.teamId !== world.team.id
  return {
    ...messageJson(world, message),
    ...(person.kind === 'bot' ? { bot_id: `B${person.id.slice(1)}` } : {}),
    client_msg_id: randomUUID(),
    team: person.teamId,
    ...(foreign ? { user_team: person.teamId, source_team: person.teamId } : {}),
    channel: channel.id,
    event_ts: message.ts,
  }
}
