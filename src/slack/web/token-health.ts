import type { Clock, Log } from '../../core/seams.ts'

/** Whether Slack takes the bot token. */
export function createTokenHealth(log: Log, clock: Clock) {
  let reason: string | undefined
  let since: Date | undefined
  return {
    tell: (refusal: string | undefined) => {
      if (refusal !== undefined && refusal !== reason)
        log.error({ reason: refusal }, 'Slack refuses the bot token')
      if (refusal !== reason) since = refusal === undefined ? undefined : clock.now()
      reason = refusal
    },
    since: () => since,
    problem: () => (reason === undefined ? undefined : `Slack refuses the bot token: ${reason}`),
  }
}
