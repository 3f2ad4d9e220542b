import type { Clock } from '../../../src/core/seams.ts'

/** Slack's tiers, and `post`: one message a second in each channel. */
export type Tier = 1 | 2 | 3 | 4 | 'post'

type Bucket = { tokens: number; at: number }
type Pace = { readonly perMinute: number; readonly burst: number }

// Slack publishes the pace, not the burst; these bursts are small enough to catch who relies on them.
// apps.connections.open is tier 1 in one copy of the documentation and tier 3 in two: hence the wide burst there.
const PACES: Readonly<Record<Tier, Pace>> = {
  1: { perMinute: 1, burst: 10 },
  2: { perMinute: 20, burst: 20 },
  3: { perMinute: 50, burst: 50 },
  4: { perMinute: 100, burst: 100 },
  post: { perMinute: 60, burst: 3 },
}

/** Undefined when the call may pass, else how many seconds to wait. */
export type RateLimits = (tier: Tier, key: string) => number | undefined

export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, Bucket>()
  return (tier, key) => {
    const { perMinute, burst } = PACES[tier]
    const now = clock.now().getTime()
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    buckets.set(key, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * perMinute) / 60_000)
    bucket.at = now
    if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 60) / perMinute)
    bucket.tokens -= 1
    return undefined
  }
}
