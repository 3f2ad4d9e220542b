import type { Clock } from '../../core/seams.ts'

const GRACE_MS = 60_000

export type Presence = {
  /** Undefined: connected; else why not. */
  tell(slot: number, why: string | undefined): void
  unready(): string | undefined
}

/** Whether any slot is connected; once it was, a gap counts as not ready only after 60 s. */
export function createPresence(clock: Clock): Presence {
  const states = new Map<number, string | undefined>()
  let everConnected = false
  let lostAt: number | undefined = clock.monotonic()

  return {
    tell(slot: number, why: string | undefined): void {
      states.set(slot, why)
      everConnected ||= why === undefined
      const connected = [...states.values()].includes(undefined)
      lostAt = connected ? undefined : (lostAt ?? clock.monotonic())
    },
    unready(): string | undefined {
      if (lostAt === undefined) return undefined
      const gap = clock.monotonic() - lostAt
      if (everConnected && gap < GRACE_MS) return undefined
      const whys = [...new Set(states.values())].filter((why) => why !== undefined)
      return `no connection to Slack for ${Math.round(gap / 1000)} s: ${whys.join('; ') || 'not connected yet'}`
    },
  }
}
