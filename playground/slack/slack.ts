import { once } from 'node:events'
import type { Clock } from '../../src/core/seams.ts'
import { createAnnounce } from './delivery/announce.ts'
import { createDeliverer } from './delivery/deliverer.ts'
import type { SocketMode } from './delivery/socket-mode.ts'
import type { Faults } from './faults.ts'
import { createFaults } from './faults.ts'
import type { PageMessage, SlackChange, SlackSnapshot, TrafficEntry } from './page-model.ts'
import type { Driver } from './people/driver.ts'
import { createDriver } from './people/driver.ts'
import type { Named } from './people/stage.ts'
import { idOf } from './people/stage.ts'
import { randomCredentials } from './random-id.ts'
import { SCOPES, SUBSCRIPTIONS } from './scopes.ts'
import { createSlackServer } from './server.ts'
import { takeSnapshot } from './snapshot.ts'
import { createTraffic } from './traffic.ts'
import { wallClock } from './wall-clock.ts'
import { createRateLimits } from './web-api/rate-limits.ts'
import { createResponseUrlServer } from './web-api/response-url.ts'
import { createWebApi } from './web-api/web-api.ts'
import type { Workspace } from './workspace.ts'
import { sampleWorkspace } from './workspace.ts'
import type { World } from './world/world.ts'
import { createWorld } from './world/world.ts'

export type SlackOptions = {
  /** Default: the machine's own time. */
  readonly clock?: Clock
  /** Default: the sample workspace. */
  readonly workspace?: Workspace
  /** Default `/k8s`. */
  readonly slashCommand?: string
  /** `as-slack` (default) answers 429 as Slack would; `off` never does. */
  readonly rateLimits?: 'as-slack' | 'off'
  readonly scopes?: readonly string[]
  readonly subscriptions?: readonly string[]
  /** How long a Socket Mode connection lives before Slack asks for a refresh; default 3 h. */
  readonly connectionSeconds?: number
  /** Default: any free port. */
  readonly port?: number
}

export type EmbeddedSlack = {
  /** For `SLACK_API_URL`: ends with `/api/`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly driver: Driver
  readonly faults: Faults
  readonly socket: Pick<SocketMode, 'connections' | 'cut' | 'disconnect' | 'junk'>
  /** People, channels and groups may be changed here. */
  readonly world: World
  /** Delivers by signed POSTs to this address from now on; undefined: over Socket Mode again. */
  deliverTo(requestUrl: string | undefined): void
  /** Asks the bot's request URL to prove itself; true when it gave the challenge back. */
  verifyRequestUrl(): Promise<boolean>
  /** Everything in a channel, oldest first, other people's ephemeral messages too. */
  messages(channel: Named): readonly PageMessage[]
  /** What one person sees of a channel they are in. */
  seenBy(who: Named, channel: Named): readonly PageMessage[]
  traffic(): readonly TrafficEntry[]
  snapshot(): SlackSnapshot
  onChange(listener: (change: SlackChange) => void): () => void
  stop(): Promise<void>
}

/** Starts a whole Slack in memory, on a free port of 127.0.0.1, with fresh tokens. */
export async function startSlack(options: SlackOptions = {}): Promise<EmbeddedSlack> {
  const { clock = wallClock, workspace = sampleWorkspace, slashCommand = '/k8s' } = options
  const credentials = randomCredentials()
  const { verificationToken } = credentials
  const baseUrl = () => `http://127.0.0.1:${port()}`
  const world = createWorld(workspace, { clock, baseUrl })
  const traffic = createTraffic(clock, world.changes)
  const faults = createFaults()
  const parts = { world, traffic, faults, credentials }
  const deliverer = createDeliverer({ ...parts, connectionSeconds: options.connectionSeconds })
  const { socket, send } = deliverer
  const subscriptions = new Set(options.subscriptions ?? SUBSCRIPTIONS)
  const announce = createAnnounce({ world, send, verificationToken, subscriptions })
  const botScopes = new Set(options.scopes ?? SCOPES)
  const context = { world, announce, scopes: botScopes, openSocket: socket.openUrl }
  const rateLimits = options.rateLimits === 'off' ? undefined : createRateLimits(clock)
  const broken: unknown[] = []

  const server = createSlackServer({
    world,
    webApi: createWebApi({ ...parts, context, access: { credentials, botScopes }, rateLimits }),
    responseUrl: createResponseUrlServer(parts),
    onError: (error) => broken.push(error),
  })
  server.on('upgrade', socket.upgrade)
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')

  function port(): number {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  return {
    apiUrl: `${baseUrl()}/api/`,
    botToken: credentials.botToken,
    appToken: credentials.appToken,
    signingSecret: credentials.signingSecret,
    driver: createDriver({ world, send, announce, slashCommand, verificationToken }),
    faults,
    socket,
    world,
    deliverTo: deliverer.deliverTo,
    verifyRequestUrl: deliverer.verifyRequestUrl,
    messages: (channel) => world.messages.in(idOf(channel)),
    seenBy: (who, channel) => seenBy(world, idOf(who), idOf(channel)),
    traffic: traffic.entries,
    snapshot: () =>
      takeSnapshot({ world, slashCommand, traffic, connections: deliverer.connections() }),
    onChange: world.changes.on,
    async stop() {
      socket.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (broken.length > 0) throw new AggregateError(broken, 'the embedded Slack itself broke')
    },
  }
}

function seenBy(world: World, userId: string, channelId: string): readonly PageMessage[] {
  if (!world.channels.get(channelId)?.members.includes(userId)) return []
  return world.messages
    .in(channelId)
    .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === userId)
}
