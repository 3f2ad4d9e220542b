import { isObject } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Credentials } from '../random-id.ts'
import { randomHex } from '../random-id.ts'
import type { Traffic } from '../traffic.ts'
import type { World } from '../world/world.ts'
import type { Ack, Delivery } from './delivery.ts'
import { createHttpMode } from './http-mode.ts'
import { createSocketMode } from './socket-mode.ts'

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
export function createDeliverer({ world, traffic, faults, credentials, ...rest }: Parts) {
  const { clock } = world
  let url: string | undefined
  const tellConnections = () =>
    world.changes.emit({ change: 'connections', connections: connections() })
  const socket = createSocketMode({
    clock,
    faults,
    appId: world.app.id,
    socketUrl: () => world.baseUrl().replace('http', 'ws'),
    connectionSeconds: rest.connectionSeconds ?? CONNECTION_SECONDS,
    onConnections: tellConnections,
    onFrame(name, direction, sent) {
      traffic.begin({ kind: 'socket', direction, name, sent })({ outcome: 'ok', failed: false })
    },
  })
  const { signingSecret } = credentials
  const http = createHttpMode({ clock, faults, signingSecret, requestUrl: () => url })
  const transport = () => (url ? http : socket)
  const connections = () => transport().connections()

  const send = async (delivery: Delivery): Promise<Ack> => {
    const { name, payload } = delivery
    const end = traffic.begin({ kind: 'delivery', direction: 'to-bot', name, sent: payload })
    const ack = await transport().send(delivery)
    const answered = ack.acked ? ack.body : undefined
    end({ outcome: ack.acked ? 'acked' : ack.reason, failed: !ack.acked, answered })
    return ack
  }

  return {
    socket,
    send,
    connections,
    deliverTo(requestUrl: string | undefined) {
      url = requestUrl
      tellConnections()
    },
    async verifyRequestUrl(): Promise<boolean> {
      const challenge = randomHex(24)
      const token = credentials.verificationToken
      const ack = await http.send({
        type: 'events_api',
        name: 'url_verification',
        payload: { type: 'url_verification', challenge, token },
        acceptsResponse: true,
      })
      if (!ack.acked) return false
      return ack.body === challenge || (isObject(ack.body) && ack.body['challenge'] === challenge)
    },
  }
}
