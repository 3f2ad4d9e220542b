import type { JsonObject } from '../block-kit/json.ts'

/** One payload on its way to the bot. */
export type Delivery = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api'
  /** For the inspector, e.g. `slash_commands /k8s`. */
  readonly name: string
  readonly payload: JsonObject
  readonly acceptsResponse: boolean
  readonly retry?: { readonly attempt: number; readonly reason: string }
}

export type Ack =
  | { readonly acked: true; readonly body: unknown }
  | {
      readonly acked: false
      readonly reason: 'operation_timeout' | 'dispatch_failed' | 'http_service_error'
      /** HTTP only: the bot asked not to be sent this again. */
      readonly noRetry?: boolean
    }

/** How payloads reach the bot: over a socket, or by signed POSTs. Never rejects. */
export type Transport = {
  send(delivery: Delivery): Promise<Ack>
  connections(): number
}

/** How long the bot has to acknowledge. */
export const ACK_MS = 3000
