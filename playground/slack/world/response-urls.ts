import type { Clock } from '../../../src/core/seams.ts'
import { randomHex } from '../random-id.ts'
import { forget } from './forget.ts'

const LIFE_MS = 30 * 60 * 1000
const USES = 5

/** Where a response_url leads: who may see an ephemeral answer, and which message it may replace. */
export type ResponseTarget = {
  readonly userId: string
  readonly channelId: string
  readonly threadTs?: string
  /** The message whose element was used; absent for slash commands. */
  readonly messageTs?: string
}

/** At most five uses within thirty minutes each. */
export type ResponseUrls = {
  /** Gives the path of a new one. */
  create(kind: 'commands' | 'actions', target: ResponseTarget): string
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' | 'unknown_url'
  /** What was said through a slash command's address is what it may replace later. */
  remember(path: string, messageTs: string): void
}

export function createResponseUrls(clock: Clock, teamId: string): ResponseUrls {
  const known = new Map<string, { target: ResponseTarget; at: number; uses: number }>()
  return {
    create(kind, target) {
      const path = `/${kind}/${teamId}/${clock.now().getTime()}/${randomHex(12)}`
      forget(known, clock.now().getTime() - 2 * LIFE_MS)
      known.set(path, { target, at: clock.now().getTime(), uses: 0 })
      return path
    },
    use(path) {
      const found = known.get(path)
      if (!found) return 'unknown_url'
      if (clock.now().getTime() - found.at > LIFE_MS) return 'expired_url'
      if (found.uses >= USES) return 'used_url'
      found.uses++
      return found.target
    },
    remember(path, messageTs) {
      const found = known.get(path)
      if (found) found.target = { ...found.target, messageTs: found.target.messageTs ?? messageTs }
    },
  }
}
