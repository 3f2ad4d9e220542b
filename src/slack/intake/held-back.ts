import { z } from 'zod'
import type { HeldBack } from '../../core/held-back.ts'

/** https://docs.slack.dev/apis/events-api: told once for every minute in which events are left out. */
const RateLimited = z.looseObject({ type: z.literal('app_rate_limited') })

export const isRateLimited = (body: unknown): boolean => RateLimited.safeParse(body).success

/** A quarter of an hour without another word: it is over. */
const OVER_MS = 15 * 60_000

export type HeldBackEvents = {
  note(at: Date): void
  /** Undefined while Slack sends all there is. */
  recent(now: Date): HeldBack | undefined
}

/** Remembers that Slack leaves events out, so that somebody is told. */
export function createHeldBack(): HeldBackEvents {
  let known: HeldBack | undefined
  const recent = (now: Date) =>
    known && now.getTime() - known.lastAt.getTime() <= OVER_MS ? known : undefined
  return {
    note: (at) => void (known = { since: recent(at)?.since ?? at, lastAt: at }),
    recent,
  }
}
