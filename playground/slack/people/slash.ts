import type { JsonObject } from '../block-kit/json.ts'
import { isObject } from '../block-kit/json.ts'
import { ApiError } from '../web-api/api-error.ts'
import { respond } from '../web-api/respond.ts'
import type { Channel, Person } from '../workspace.ts'
import type { Ack } from '../delivery/delivery.ts'
import type { Stage } from './stage.ts'
import { responseUrl, tell } from './stage.ts'
import { typedText } from './typed-text.ts'

type Typed = {
  readonly person: Person
  readonly channel: Channel
  readonly text: string
  readonly thread?: string | undefined
}

/** A line that begins with a slash: a command where commands work, else Slack's own words about it. */
export async function runSlashCommand(
  stage: Stage,
  { person, channel, text, thread }: Typed,
): Promise<{ readonly acks: readonly Ack[] }> {
  const [command = '', words = ''] = split(text)
  const target = { userId: person.id, channelId: channel.id }
  const refusal = refuse(stage, command, thread)
  if (refusal) {
    tell(stage, { ...target, ...(thread ? { threadTs: thread } : {}) }, refusal)
    return { acks: [] }
  }
  const payload = payloadOf(stage, { person, channel, text: words })
  const name = `slash_commands ${command}`
  const delivery = { type: 'slash_commands' as const, name, payload, acceptsResponse: true }
  const ack = await stage.send(delivery)
  if (!ack.acked) tell(stage, target, `${command} failed with the error "${ack.reason}"`)
  else if (isAnswer(ack.body)) answer(stage, target, ack.body)
  return { acks: [ack] }
}

const split = (text: string) => [text.split(/\s/, 1)[0], text.replace(/^\S+\s*/, '').trim()]

function refuse(stage: Stage, command: string, thread: string | undefined): string | undefined {
  if (command !== stage.slashCommand)
    return `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`
  return thread ? `${command} is not supported in threads. Sorry!` : undefined
}

function payloadOf(stage: Stage, { person, channel, text }: Typed): JsonObject {
  const { world } = stage
  const target = { userId: person.id, channelId: channel.id }
  return {
    token: stage.verificationToken,
    team_id: person.teamId,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: NAMES[channel.kind] ?? channel.name,
    user_id: person.id,
    user_name: person.name,
    command: stage.slashCommand,
    text: typedText(world, text, 'command'),
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl(stage, 'commands', target),
    trigger_id: world.triggers.create(person.id),
  }
}

const NAMES: Partial<Record<Channel['kind'], string>> = {
  dm: 'directmessage',
  private: 'privategroup',
}

/** Bolt acknowledges with `{}`: that says nothing. */
const isAnswer = (body: unknown) =>
  typeof body === 'string' ? body !== '' : isObject(body) && Object.keys(body).length > 0

function answer(stage: Stage, target: { userId: string; channelId: string }, body: unknown) {
  try {
    respond(stage.world, target, body)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    tell(stage, target, `${stage.slashCommand} failed with the error "${error.code}"`)
  }
}
