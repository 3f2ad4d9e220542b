import { z } from 'zod'
import type { SlackPerson } from '../../core/actor.ts'
import type { Place, Via } from '../../core/request.ts'
import { addressed, spoken } from './spoken.ts'

/** What somebody said, read from a payload of Slack; `responseUrl` is the way back that came with it. */
export type Said = {
  readonly person: SlackPerson
  readonly place: Place
  readonly words: string
  readonly via: Exclude<Via, 'cli'>
  /** Slack's own id of the saying: the same each time it is delivered, to whatever replica. */
  readonly said?: string
  readonly responseUrl?: string
}

/** Who we are in Slack. */
export type Self = {
  readonly teamId: string
  readonly botId: string
  readonly botUserId: string
  /** Of our workspace. */
  readonly url?: string
}

export const Id = z.string().regex(/^[A-Z0-9]{2,40}$/u)
export const Ts = z.string().regex(/^\d{1,15}\.\d{1,9}$/u)

const Command = z.looseObject({
  team_id: Id,
  user_id: Id,
  channel_id: Id,
  text: z.string().default(''),
  response_url: z.url().optional().catch(undefined),
  thread_ts: Ts.optional().catch(undefined),
  trigger_id: z.string().max(200).optional().catch(undefined),
})

/** A slash command. */
export function fromCommand(body: unknown): Said | undefined {
  const parsed = Command.safeParse(body)
  if (!parsed.success) return undefined
  const { team_id, user_id, channel_id, text, response_url, thread_ts, trigger_id } = parsed.data
  return {
    person: { userId: user_id, teamId: team_id },
    place: placeOf({ teamId: team_id, channelId: channel_id, threadTs: thread_ts }),
    words: spoken(text),
    via: 'slash',
    ...saidBy('trigger', trigger_id),
    ...(response_url !== undefined && { responseUrl: response_url }),
  }
}

const Event = z.looseObject({
  team_id: Id.optional(),
  event_id: z.string().max(200).optional().catch(undefined),
  event: z.looseObject({
    type: z.enum(['app_mention', 'message']),
    user: Id,
    channel: Id,
    channel_type: z.string().optional(),
    text: z.string(),
    ts: Ts,
    thread_ts: Ts.optional(),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    team: Id.optional(),
    user_team: Id.optional(),
    source_team: Id.optional(),
  }),
})
const SPOKEN_SUBTYPES = new Set([undefined, 'file_share', 'thread_broadcast'])
type Event = z.infer<typeof Event>['event']

/** A mention in a channel, or a direct message. Undefined for bots, edits, other events, and for ourselves. */
export function fromEvent(body: unknown, self: Self, command: string): Said | undefined {
  const parsed = Event.safeParse(body)
  if (!parsed.success) return undefined
  const { event, event_id, team_id: installedIn = self.teamId } = parsed.data
  const via = viaOf(event)
  if (via === undefined || !isByPerson(event, self)) return undefined

  // In a channel the answer opens a thread below the mention.
  const threadTs = via === 'dm' ? event.thread_ts : (event.thread_ts ?? event.ts)
  return {
    person: { userId: event.user, teamId: ownTeamOf(event) ?? installedIn },
    place: placeOf({ teamId: self.teamId, channelId: event.channel, threadTs }),
    words: addressed(event.text, self.botUserId, command),
    via,
    ...saidBy('event', event_id),
  }
}

/** A mention within a direct message arrives as `message` too; one of them is enough. */
function viaOf({ type, channel, channel_type }: Event): 'dm' | 'mention' | undefined {
  const isDirect = channel_type === 'im' || channel.startsWith('D')
  if (isDirect) return type === 'message' ? 'dm' : undefined
  return type === 'app_mention' ? 'mention' : undefined
}

const isByPerson = ({ bot_id, user, subtype }: Event, self: Self) =>
  bot_id === undefined && user !== self.botUserId && SPOKEN_SUBTYPES.has(subtype)

const ownTeamOf = ({ user_team, source_team, team }: Event) => user_team ?? source_team ?? team

const Click = z.looseObject({
  user: z.looseObject({ id: Id, team_id: Id.optional() }),
  team: z.looseObject({ id: Id }).nullish(),
  channel: z.looseObject({ id: Id }).optional(),
  container: z
    .looseObject({ channel_id: Id.optional(), thread_ts: Ts.optional().catch(undefined) })
    .optional(),
  message: z
    .looseObject({ ts: Ts.optional().catch(undefined), thread_ts: Ts.optional().catch(undefined) })
    .optional(),
  actions: z.array(z.looseObject({ value: z.string() })).min(1),
  response_url: z.url().optional().catch(undefined),
  trigger_id: z.string().max(200).optional().catch(undefined),
})

type Click = z.infer<typeof Click>

/** A press of one of our buttons. */
export type Press = Omit<Said, 'words' | 'via'> & {
  /** The opaque id behind the button. */
  readonly offer: string
  /** Lets us open a dialog, once and for 3 s. */
  readonly triggerId?: string
}

export function fromClick(body: unknown, self: Self): Press | undefined {
  const parsed = Click.safeParse(body)
  if (!parsed.success) return undefined
  const { user, team, actions, response_url, trigger_id } = parsed.data
  const teamId = team?.id ?? self.teamId
  const where = whereOf(parsed.data)
  if (where.channelId === undefined) return undefined
  return {
    // In a shared channel the clicker's team is not ours; Bolt's context.teamId would say ours.
    person: { userId: user.id, teamId: user.team_id ?? teamId },
    place: placeOf({ teamId, channelId: where.channelId, threadTs: where.threadTs }),
    offer: actions[0]?.value ?? '',
    ...saidBy('trigger', trigger_id),
    ...(trigger_id !== undefined && { triggerId: trigger_id }),
    ...(response_url !== undefined && { responseUrl: response_url }),
  }
}

/** A message that has replies names itself as its thread, but stands in the channel, and so does who presses there. */
function whereOf({ channel, container, message }: Click) {
  const threadTs = message?.thread_ts ?? container?.thread_ts
  return {
    channelId: channel?.id ?? container?.channel_id,
    ...(threadTs !== message?.ts && { threadTs }),
  }
}

type Where = {
  readonly teamId: string
  readonly channelId: string
  readonly threadTs?: string | undefined
}

export function placeOf({ teamId, channelId, threadTs }: Where): Place {
  const kind = channelId.startsWith('D') ? 'dm' : 'channel'
  return { teamId, channelId, kind, ...(threadTs !== undefined && { threadTs }) }
}

/** The kind keeps Slack's ids of different kinds apart. */
export const saidBy = (kind: 'event' | 'trigger' | 'view', id: string | undefined) =>
  id === undefined ? {} : { said: `${kind}:${id}` }
