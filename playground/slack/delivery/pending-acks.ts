import type { Clock } from '../../../src/core/seams.ts'
import { isObject } from '../block-kit/json.ts'
import type { Ack } from './delivery.ts'
import { ACK_MS } from './delivery.ts'

/** Envelopes that wait for their acknowledgement, three seconds each. */
export type PendingAcks = {
  wait(envelopeId: string): Promise<Ack>
  /** True when the frame acknowledged something, late or not. */
  settle(frame: unknown): boolean
  /** Gives up at once. */
  fail(envelopeId: string, reason: 'dispatch_failed'): void
  isAwaited(envelope: { readonly envelope_id: string }): boolean
}

export function createPendingAcks(clock: Clock): PendingAcks {
  const waiting = new Map<string, (ack: Ack) => void>()
  return {
    wait(envelopeId) {
      const { promise, resolve } = Promise.withResolvers<Ack>()
      const giveUp = () => resolve({ acked: false, reason: 'operation_timeout' })
      const cancel = clock.after(ACK_MS, giveUp)
      waiting.set(envelopeId, resolve)
      return promise.finally(() => {
        cancel()
        waiting.delete(envelopeId)
      })
    },
    settle(frame) {
      if (!isObject(frame) || typeof frame['envelope_id'] !== 'string') return false
      waiting.get(frame['envelope_id'])?.({ acked: true, body: frame['payload'] })
      return true
    },
    fail: (envelopeId, reason) => waiting.get(envelopeId)?.({ acked: false, reason }),
    isAwaited: ({ envelope_id: id }) => waiting.has(id),
  }
}
