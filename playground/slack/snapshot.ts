import type { SlackSnapshot } from './page-model.ts'
import type { Traffic } from './traffic.ts'
import type { World } from './world/world.ts'
import { pageHome, pageModal } from './world/views.ts'

type Parts = {
  readonly world: World
  readonly slashCommand: string
  readonly connections: number
  readonly traffic: Traffic
}

/** Everything the page needs to show this Slack from nothing. */
export function takeSnapshot(parts: Parts): SlackSnapshot {
  const { world, traffic, slashCommand, connections } = parts
  return {
    slashCommand,
    connections,
    team: world.team,
    botUserId: world.app.botUserId,
    users: [...world.people.values()],
    userGroups: [...world.groups.values()],
    channels: [...world.channels.values()],
    messages: world.messages.all(),
    modals: world.views.modals().map(pageModal),
    homes: world.views.homes().map(pageHome),
    traffic: traffic.entries(),
  }
}
