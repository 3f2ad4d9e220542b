import type { PlannedFaults } from '../faults.ts'
import type { Credentials } from '../random-id.ts'
import type { Traffic } from '../traffic.ts'
import type { World } from '../world/world.ts'
import type { Ack, Delivery } from './delivery.ts'
import { createHttpMode } from './http-mode.ts'
import type { SocketMode } from './socket-mode.ts'
import { createSocketMode } from './socket-mode.ts'
import { verifyUrl } from './verify-url.ts'

// Slack refreshes "every few hours".
const CONNECTION_SECONDS = 3 * 3600

type Parts = {
  readonly world: World
  readonly traffic: Traffic
  readonly faults: PlannedFaults
  readonly credentials: Credentials
  readonly connectionSeconds: number | undefined
}

/** Both ways to the bot behind one `send`, which never rejects and writes everything into the traffic. */
export type Deliverer = {
  readonly socket: SocketMode
  send(delivery: Delivery): Promise<Ack>
  connections(): number
  deliverTo(requestUrl: string | undefined): void
  verifyRequestUrl(): Promise<boolean>
}

export function createDeliverer(parts: Parts): Deliverer {
  const { world, traffic, faults, credentials } = parts
  let url: string | undefined
  const tellConnections = () =>
    world.changes.emit({ change: 'connections', connections: transport().connections() })
  const socket = openSocketMode(parts, tellConnections)
  const { verificationToken } = credentials
  const signingSecret = () => credentials.signingSecret
  const requestUrl = () => url
  const http = createHttpMode({ clock: world.clock, faults, signingSecret, requestUrl })
  const transport = () => (url ? http : socket)
  return {
    socket,
    connections: () => transport().connections(),
    async send(delivery) {
      const { name, payload } = delivery
      const end = traffic.begin({ kind: 'delivery', direction: 'to-bot', name, sent: payload })
      const ack = await transport().send(delivery)
      if (faults.takeRedelivery()) await transport().send(delivery)
      const answered = ack.acked ? ack.body : undefined
      end({ outcome: ack.acked ? 'acked' : ack.reason, failed: !ack.acked, answered })
      return ack
    },
    deliverTo(address) {
      url = address
      tellConnections()
    },
    verifyRequestUrl: () => verifyUrl(http, verificationToken),
  }
}

function openSocketMode(parts: Parts, onConnections: () => void): SocketMode {
  const { world, traffic, faults, connectionSeconds = CONNECTION_SECONDS } = parts
  return createSocketMode({
    clock: world.clock,
    faults,
    appId: world.app.id,
    socketUrl: () => world.baseUrl().replace('http', 'ws'),
    connectionSeconds,
    onConnections,
    onFrame(name, direction, sent) {
      traffic.begin({ kind: 'socket', direction, name, sent })({ outcome: 'ok', failed: false })
    },
  })
}
