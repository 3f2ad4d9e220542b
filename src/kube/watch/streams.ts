import { z } from 'zod'
import type { Kind } from '../../core/resource.ts'
import type { Clock } from '../../core/seams.ts'
import { createDeadline } from '../transport/deadline.ts'
import { readJson } from '../transport/exchange.ts'
import { VERSION, type Ask } from './probe.ts'

/** Which servers begin a watch with all there is, where that is asked for. */
export type Streams = {
  offered(kind: Kind, signal: AbortSignal): Promise<boolean>
  /** It did not work: for an hour the kinds of this group are listed in pages. One server answers for a group. */
  refused(kind: Kind): void
}

/**
 * The first minor release that has it switched on and leaves it so: 1.32 had it, 1.33 took it back
 * (KEP-3157, the feature gate WatchList). Older ones refuse it, or ignore the parameters, which looks like success.
 */
const SINCE = 34
const FORGET_MS = 3_600_000
const DEADLINE_MS = 10_000

const Version = z.object({ gitVersion: z.string() })

export function createStreams(ask: Ask, clock: Clock): Streams {
  const refusals = new Map<string, number>()
  let known: { readonly isNew: boolean; readonly until: number } | undefined

  async function readVersion(outer: AbortSignal): Promise<boolean> {
    const { signal, release } = createDeadline(clock, DEADLINE_MS, outer)
    try {
      const { body } = await ask(VERSION, signal)
      return isSince(Version.parse(await readJson(body)).gitVersion)
    } finally {
      release()
    }
  }
  return {
    async offered({ group }, signal) {
      const now = clock.monotonic()
      if (now < (refusals.get(group) ?? Number.NEGATIVE_INFINITY)) return false
      if (!known || now >= known.until) {
        // Who cannot say its version gets pages, which every server has.
        const isNew = await readVersion(signal).catch(() => false)
        known = { isNew, until: now + (isNew ? FORGET_MS : DEADLINE_MS) }
      }
      return known.isNew
    },
    refused: ({ group }) => void refusals.set(group, clock.monotonic() + FORGET_MS),
  }
}

/** `v1.34.1`, `v1.34.2-eks-1a2b3c4`, `v1.35.0+k3s1` */
function isSince(gitVersion: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? []
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= SINCE)
}
