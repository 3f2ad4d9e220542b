import { once } from 'node:events'
import type { Server } from 'node:http'
import type { SlackOptions } from './assemble.ts'
import { assemble } from './assemble.ts'
import type { SocketMode } from './delivery/socket-mode.ts'
import type { Faults } from './faults.ts'
import type { PageMessage, SlackChange, SlackSnapshot, TrafficEntry } from './page-model.ts'
import type { Driver } from './people/driver.ts'
import type { Named } from './people/stage.ts'
import { idOf } from './people/stage.ts'
import { randomCredentials } from './random-id.ts'
import { createSlackServer } from './server.ts'
import { takeSnapshot } from './snapshot.ts'
import type { World } from './world/world.ts'

export type EmbeddedSlack = {
  /** For `SLACK_API_URL`: ends with `/api/`. */
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  /** New tokens; the old ones are refused from now on, open connections stay. */
  reissue(): { readonly botToken: string; readonly appToken: string }
  /** A new signing secret: what is delivered over HTTP is signed with it from now on. */
  regenerateSecret(): string
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
  const baseUrl = () => `http://127.0.0.1:${portOf(server)}`
  const broken: unknown[] = []
  const parts = assemble(options, baseUrl)
  const { world, traffic, credentials, deliverer } = parts
  const server = createSlackServer({ ...parts, onError: (error) => broken.push(error) })
  server.on('upgrade', deliverer.socket.upgrade)
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')

  return {
    apiUrl: `${baseUrl()}/api/`,
    botToken: credentials.botToken,
    appToken: credentials.appToken,
    signingSecret: credentials.signingSecret,
    reissue() {
      const { botToken, appToken } = randomCredentials()
      return Object.assign(credentials, { botToken, appToken })
    },
    regenerateSecret() {
      credentials.signingSecret = randomCredentials().signingSecret
      return credentials.signingSecret
    },
    driver: parts.driver,
    faults: parts.faults,
    socket: deliverer.socket,
    world,
    deliverTo: deliverer.deliverTo,
    verifyRequestUrl: deliverer.verifyRequestUrl,
    messages: (channel) => world.messages.in(idOf(channel)),
    seenBy: (who, channel) => seenBy(world, idOf(who), idOf(channel)),
    traffic: traffic.entries,
    snapshot: () => takeSnapshot({ ...parts, connections: deliverer.connections() }),
    onChange: world.changes.on,
    async stop() {
      deliverer.socket.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (broken.length > 0) throw new AggregateError(broken, 'the embedded Slack itself broke')
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function seenBy(world: World, userId: string, channelId: string): readonly PageMessage[] {
  if (!world.channels.get(channelId)?.members.includes(userId)) return []
  return world.messages
    .in(channelId)
    .filter(({ onlyFor }) => onlyFor === undefined || onlyFor === userId)
}
