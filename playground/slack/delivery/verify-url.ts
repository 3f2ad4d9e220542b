import { isObject } from '../block-kit/json.ts'
import { randomHex } from '../random-id.ts'
import type { Transport } from './delivery.ts'

/** Asks the bot's request URL to give a challenge back, as Slack does when an address is entered. */
export async function verifyUrl(http: Transport, token: string): Promise<boolean> {
  const challenge = randomHex(24)
  const ack = await http.send({
    type: 'events_api',
    name: 'url_verification',
    payload: { type: 'url_verification', challenge, token },
    acceptsResponse: true,
  })
  if (!ack.acked) return false
  return ack.body === challenge || (isObject(ack.body) && ack.body['challenge'] === challenge)
}
