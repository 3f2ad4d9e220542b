import { UnavailableError } from '../errors.ts'
import type { Clock } from '../seams.ts'
import { text } from '../text.ts'

export type Limits = {
  /** Commands one person may send in a burst, and how many come back per second. */
  readonly perUser: { readonly burst: number; readonly perSecond: number }
  /** The same for everybody together. */
  readonly total: { readonly burst: number; readonly perSecond: number }
}

export type Admission = {
  /** Throws UnavailableError when too much came at once; in between such notices it is silent. */
  admit(person: string): 'admitted' | 'refused-silently'
}

type Bucket = { tokens: number; at: number; toldAt?: number }

/** One notice stands for the refusals of this long: told enough not to look dead, too little to be a flood itself. */
const NOTICE_MS = 10_000

/**
 * Token buckets, one per person and one for all, so that one person's flood slows nobody else. The limits may change:
 * what somebody has used up stays used up.
 */
export function createAdmission(limitsNow: () => Limits, clock: Clock): Admission {
  const total = newBucket(limitsNow().total.burst, clock.monotonic())
  const people = new Map<string, Bucket>()
  return {
    admit(person) {
      const limits = limitsNow()
      forgetFull(people, limits.perUser, clock.monotonic())
      const own = people.get(person) ?? newBucket(limits.perUser.burst, clock.monotonic())
      people.set(person, own)
      if (
        take(own, limits.perUser, clock.monotonic()) &&
        take(total, limits.total, clock.monotonic())
      ) {
        return 'admitted'
      }
      const now = clock.monotonic()
      if (own.toldAt !== undefined && now - own.toldAt < NOTICE_MS) return 'refused-silently'
      own.toldAt = now
      throw new UnavailableError(
        'too-many-commands',
        text`Too many commands at once. Some were not run.`,
        {
          retryAfter: Math.ceil(1 / limits.perUser.perSecond),
          hint: text`Wait a moment and send the last one again.`,
        },
      )
    },
  }
}

const newBucket = (tokens: number, at: number): Bucket => ({ tokens, at })

function take(bucket: Bucket, { burst, perSecond }: Limits['total'], now: number): boolean {
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
  bucket.at = now
  if (bucket.tokens < 1) return false
  bucket.tokens -= 1
  return true
}

/** Keeps the map small: a bucket that would be full again says nothing. */
function forgetFull(
  people: Map<string, Bucket>,
  { burst, perSecond }: Limits['perUser'],
  now: number,
) {
  if (people.size < 1000) return
  const fullAfter = (burst / perSecond) * 1000
  for (const [person, bucket] of people) if (now - bucket.at > fullAfter) people.delete(person)
}
