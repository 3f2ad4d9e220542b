import { LogLevel, WebClient } from '@slack/web-api'
import type { EmbeddedSlack } from '../../../playground/slack/slack.ts'

/** The real client, as the bot makes it: no retries, no waiting for a rate limit to pass. */
export function webClient(slack: EmbeddedSlack, token = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  })
}

/** A logger for Slack's own libraries: what they complain of is asserted, not read. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}
