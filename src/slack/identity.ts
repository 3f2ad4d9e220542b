import { z } from 'zod'
import { ConfigError } from '../core/errors.ts'
import type { Clock, Log } from '../core/seams.ts'
import type { Self } from './intake/said.ts'
import { backoff } from './socket/backoff.ts'
import { isTokenProblem } from './web/failure.ts'
import type { Web } from './web/web.ts'

const Tested = z.looseObject({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  /** Of the workspace, e.g. https://example.slack.com/. */
  url: z
    .url({ protocol: /^https?$/u })
    .optional()
    .catch(undefined),
})

type Parts = {
  readonly web: Web
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

/**
 * Who we are. Asked here and not by Bolt, which would remember a failed auth.test for ever. Keeps asking while Slack
 * is down; throws ConfigError when Slack refuses the token.
 */
export async function learnSelf({ web, clock, log, signal }: Parts): Promise<Self> {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted()
    try {
      const { team_id, user_id, bot_id, url } = await web.call('auth.test', {}, Tested)
      const self = { teamId: team_id, botUserId: user_id, botId: bot_id }
      return url === undefined ? self : { ...self, url }
    } catch (error) {
      if (isTokenProblem(error)) throw refused(error.reason)
      const pauseMs = Math.max((retryAfter(error) ?? 0) * 1000, backoff(failures))
      log.warn({ err: error, pauseMs }, 'Slack does not say who we are; asking again')
      await clock.sleep(pauseMs, signal)
    }
  }
}

const refused = (reason: string) =>
  new ConfigError([
    `Slack refuses the bot token in SLACK_BOT_TOKEN (${reason}): it needs the one under OAuth & Permissions, "Bot User OAuth Token", starting with xoxb-.`,
  ])

const retryAfter = (error: unknown) =>
  error instanceof Error && 'retryAfter' in error && typeof error.retryAfter === 'number'
    ? error.retryAfter
    : undefined
