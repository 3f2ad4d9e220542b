import type { JsonObject } from '../block-kit/json.ts'
import type { Announce } from '../delivery/announce.ts'
import type { Ack, Delivery } from '../delivery/delivery.ts'
import type { Person } from '../workspace.ts'
import type { ResponseTarget } from '../world/response-urls.ts'
import type { World } from '../world/world.ts'
import { DriverError } from './driver-error.ts'

/** What people act with: the world, and the ways to tell the bot. */
export type Stage = {
  readonly world: World
  readonly send: (delivery: Delivery) => Promise<Ack>
  readonly announce: Announce
  readonly slashCommand: string
  readonly verificationToken: string
}

/** Somebody or something, by itself or by its id. */
export type Named = string | { readonly id: string }

export const idOf = (named: Named): string => (typeof named === 'string' ? named : named.id)

export function findPerson({ world }: Stage, named: Named): Person {
  const person = world.people.get(idOf(named))
  if (!person) throw new DriverError(`There is no user ${idOf(named)}.`)
  return person
}

/** A conversation that the person is in. A user id means the direct message between that user and the bot. */
export function findChannel({ world }: Stage, person: Person, named: Named) {
  const channel = world.channels.get(idOf(named))
  if (!channel) throw new DriverError(`There is no channel ${idOf(named)}.`)
  if (!channel.members.includes(person.id))
    throw new DriverError(`${person.name} is not in #${channel.name}.`)
  return channel
}

/** What every interactive payload starts with. */
export const interaction = ({ world, ...stage }: Stage, person: Person): JsonObject => ({
  user: {
    id: person.id,
    username: person.name,
    name: person.name,
    team_id: person.teamId,
  },
  team: { id: world.team.id, domain: world.team.domain },
  api_app_id: world.app.id,
  token: stage.verificationToken,
  enterprise: null,
  is_enterprise_install: false,
})

/** A fresh response_url, absolute. */
export const responseUrl = (
  { world }: Stage,
  kind: 'commands' | 'actions',
  target: ResponseTarget,
): string => `${world.baseUrl()}${world.responseUrls.create(kind, target)}`

/** A line from Slack itself that one person sees. */
export function tell({ world }: Stage, target: ResponseTarget, text: string): void {
  world.messages.post({
    channelId: target.channelId,
    userId: 'USLACKBOT',
    from: 'slackbot',
    text,
    onlyFor: target.userId,
    threadTs: target.threadTs,
  })
}
