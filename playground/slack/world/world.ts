import type { Clock } from '../../../src/core/seams.ts'
import type { Changes } from '../changes.ts'
import { createChanges } from '../changes.ts'
import type { Channel, Person, UserGroup, Workspace } from '../workspace.ts'
import { dmOf } from '../workspace.ts'
import type { Files } from './files.ts'
import { createFiles } from './files.ts'
import type { Messages } from './messages.ts'
import { createMessages } from './messages.ts'
import type { ResponseUrls } from './response-urls.ts'
import { createResponseUrls } from './response-urls.ts'
import type { Triggers } from './triggers.ts'
import { createTriggers } from './triggers.ts'
import type { Views } from './views.ts'
import { createViews } from './views.ts'

/** Everything this Slack knows, in memory. Maps are changed in place (a test may edit people and groups). */
export type World = Pick<Workspace, 'team' | 'app'> & {
  readonly clock: Clock
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  readonly groups: Map<string, UserGroup>
  readonly messages: Messages
  readonly files: Files
  readonly views: Views
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly changes: Changes
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly baseUrl: () => string
}

type Surroundings = { readonly clock: Clock; readonly baseUrl: () => string }

export function createWorld(workspace: Workspace, { clock, baseUrl }: Surroundings): World {
  const changes = createChanges()
  return {
    team: workspace.team,
    app: workspace.app,
    clock,
    baseUrl,
    changes,
    people: byId(workspace.people),
    channels: byId([...workspace.channels, ...directMessages(workspace)]),
    groups: byId(workspace.groups),
    messages: createMessages(clock, changes),
    files: createFiles(baseUrl),
    views: createViews(changes),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock, workspace.team.id),
  }
}

/** The direct message of one person with the bot. */
export function directMessage(world: Pick<World, 'app'>, person: Person): Channel {
  return {
    id: dmOf(person),
    name: person.name,
    kind: 'dm',
    topic: '',
    archived: false,
    shared: false,
    restricted: false,
    members: [person.id, world.app.botUserId],
  }
}

const directMessages = (workspace: Workspace) =>
  workspace.people
    .filter((person) => person.kind === 'member' || person.kind === 'guest')
    .map((person) => directMessage(workspace, person))

const byId = <T extends { readonly id: string }>(things: readonly T[]) =>
  new Map(things.map((thing) => [thing.id, thing]))
