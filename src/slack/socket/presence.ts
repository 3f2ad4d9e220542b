import type { Clock } from '../../core/seams.ts'

const GRACE_MS = 60_000

export type Presence = {
  /** Undefined: connected; else why not. */
  tell(slot: number, why: string | undefined): void
  unready(): string | undefined
  /** Since when there is no connection. */
  lostSince(): Date | undefined
  open(): number
}

/** Whether any slot is connected; once it was, a gap counts as not ready only after 60 s. */
export function createPresence(clock: Clock): Presence {
  const states = new Map<number, string | undefined>()
  let everConnected = false
  let lostAt: number | undefined = clock.monotonic()
  let lostSince: Date | undefined = clock.now()
  const open = () => [...states.values()].filter((why) => why === undefined).length

  return {
    tell(slot: number, why: string | undefined): void {
      states.set(slot, why)
      everConnected ||= why === undefined
      const connected = open() > 0
      lostAt = connected ? undefined : (lostAt ?? clock.monotonic())
      lostSince = connected ? undefined : (lostSince ?? clock.now())
    },
    open,
    lostSince: () => lostSince,
    unready(): string | undefined {
      if (lostAt === undefined) return undefined
      const gap = clock.monotonic() - lostAt
      if (everConnected && gap < GRACE_MS) return undefined
      const whys = [...new Set(states.values())].filter((why) => why !== undefined)
      return `no connection to Slack for ${Math.round(gap / 1000)} s: ${whys.join('; ') || 'not connected yet'}`
    },
  }
}
