import type { Seams } from '../../core/seams.ts'
import { meteredWeb } from './metered-web.ts'
import { createTokenHealth } from './token-health.ts'
import { createWeb, type Web } from './web.ts'

type Access = { readonly apiUrl: string; readonly token: string }

/** The Web API with the bot token of the moment. */
export type WebNow = Web & {
  /** One with another token, to be tried before it is used. */
  candidate(access: Access): Web
  /** The next call goes out by this one. */
  use(candidate: Web): void
  /** Why Slack does not take the token; undefined while it does. */
  problem(): string | undefined
  /** Since when that is. */
  problemSince(): Date | undefined
}

export function createWebNow(first: Access, parts: Omit<Seams, 'ids'>): WebNow {
  const health = createTokenHealth(parts.log, parts.clock)
  const candidate = (access: Access): Web => {
    // An answer to an earlier token says nothing of this one.
    const onToken = (problem: string | undefined) => {
      if (current === web) health.tell(problem)
    }
    const web: Web = meteredWeb(createWeb({ ...parts, ...access, onToken }), parts)
    return web
  }
  let current: Web = candidate(first)
  return {
    call: (method, args, shape) => current.call(method, args, shape),
    upload: (file, to) => current.upload(file, to),
    candidate,
    use(next) {
      current = next
      health.tell(undefined)
    },
    problem: health.problem,
    problemSince: health.since,
  }
}
