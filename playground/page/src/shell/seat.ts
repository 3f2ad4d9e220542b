import type { World } from '../../../host/page-wire.ts'
import type { PageChannel, PageUser } from '../../../slack/page-model.ts'
import { conversationsOf } from '../world/conversation.ts'

/** People one can be: whoever may sign in to Slack. */
export const peopleOf = (world: World): readonly PageUser[] =>
  world.slack.users.filter((user) => user.kind !== 'bot' && user.kind !== 'deactivated')

/** The person remembered, else Carol, who can break nothing. */
export function findMe(world: World, id: string): PageUser {
  const people = peopleOf(world)
  const found =
    people.find((user) => user.id === id) ??
    people.find((user) => user.name === 'carol') ??
    people[0]
  if (!found) throw new Error('The embedded Slack has nobody to be.')
  return found
}

const NOWHERE: PageChannel = {
  id: '',
  name: 'nowhere',
  kind: 'private',
  topic: 'You are in no channel.',
  archived: false,
  members: [],
}

/** The conversation remembered, where this person is in it; else #ops, else their first. */
export function findChannel(world: World, me: string, id: string): PageChannel {
  const mine = conversationsOf(world.slack, me)
  const named = mine.find((channel) => channel.id === id)
  return named ?? mine.find((channel) => channel.name === 'ops') ?? mine[0] ?? NOWHERE
}
