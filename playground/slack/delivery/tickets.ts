import type { Clock } from '../../../src/core/seams.ts'
import { randomHex } from '../random-id.ts'

const LIFE_MS = 30_000
const DEBUG_SECONDS = 360

/** The single-use tickets in Socket Mode addresses. */
export function createTickets(clock: Clock) {
  const issued = new Map<string, number>()
  return {
    create(): string {
      const ticket = randomHex(18)
      issued.set(ticket, clock.now().getTime())
      return ticket
    },
    /** How many seconds the connection may live, or undefined for a ticket that is not good. */
    redeem(path: string, seconds: number): number | undefined {
      const { searchParams } = new URL(path, 'ws://slack')
      const ticket = searchParams.get('ticket') ?? ''
      const at = issued.get(ticket)
      issued.delete(ticket)
      if (at === undefined || clock.now().getTime() - at > LIFE_MS) return undefined
      const debug = searchParams.get('debug_reconnects') === 'true'
      return debug ? Math.min(seconds, DEBUG_SECONDS) : seconds
    },
  }
}
