import type { Clock } from '../../src/core/seams.ts'
import { systemClock } from '../../src/telemetry/system-seams.ts'
import { createAnnounce } from './delivery/announce.ts'
import { createDeliverer } from './delivery/deliverer.ts'
import { createFaults } from './faults.ts'
import { createDriver } from './people/driver.ts'
import { randomCredentials } from './random-id.ts'
import { SCOPES, SUBSCRIPTIONS } from './scopes.ts'
import { createTraffic } from './traffic.ts'
import { createRateLimits } from './web-api/rate-limits.ts'
import { createResponseUrlServer } from './web-api/response-url.ts'
import { createWebApi } from './web-api/web-api.ts'
import type { Workspace } from './workspace.ts'
import { sampleWorkspace } from './workspace.ts'
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

/** Every part of the embedded Slack, wired, before it listens anywhere. */
export function assemble(options: SlackOptions, baseUrl: () => string) {
  const { clock = systemClock, workspace = sampleWorkspace, slashCommand = '/k8s' } = options
  const credentials = randomCredentials()
  const world = createWorld(workspace, { clock, baseUrl })
  const traffic = createTraffic(clock, world.changes)
  const faults = createFaults()
  const parts = { world, traffic, faults, credentials }
  const deliverer = createDeliverer({ ...parts, connectionSeconds: options.connectionSeconds })

  const { send, socket } = deliverer
  const { verificationToken } = credentials
  const subscriptions = new Set(options.subscriptions ?? SUBSCRIPTIONS)
  const announce = createAnnounce({ world, send, verificationToken, subscriptions })

  const scopes = new Set(options.scopes ?? SCOPES)
  const context = { world, announce, scopes, openSocket: socket.openUrl }
  const access = { credentials, botScopes: scopes }
  const rateLimits = options.rateLimits === 'off' ? undefined : createRateLimits(clock)
  return {
    ...parts,
    slashCommand,
    deliverer,
    driver: createDriver({ world, send, announce, slashCommand, verificationToken }),
    webApi: createWebApi({ ...parts, context, access, rateLimits }),
    responseUrl: createResponseUrlServer(parts),
  }
}
