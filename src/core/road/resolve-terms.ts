import type { CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import { code, text } from '../text.ts'
import { resolveMoment } from '../words/arguments/at-flag.ts'
import { sayDuration } from '../words/duration.ts'
import type { ChangeFlags } from './common-flags.ts'
import type { Terms } from './make-plan.ts'

type Wanted = Pick<ChangeFlags, 'reason' | 'for' | 'at'>

/** What the flags mean here and now. Throws UsageError for what is further away than policy lets it be. */
export function resolveTerms(flags: Wanted, { request, desk }: CommandContext): Terms {
  const { aheadMs, temporaryMs } = desk.judge.terms
  const { actor, at: now } = request
  if (flags.for !== undefined && flags.for > temporaryMs) {
    const most = sayDuration(temporaryMs)
    throw new UsageError('too-long', text`${code('--for')} may be ${most} at most here.`)
  }
  const moment = flags.at && resolveMoment(flags.at, { now, timeZone: actor.timeZone })
  if (moment && moment.at.getTime() - now.getTime() > aheadMs) {
    const most = sayDuration(aheadMs)
    throw new UsageError('too-far-ahead', text`${code('--at')} may be ${most} ahead at most here.`)
  }
  const at = moment && { moment: moment.at.toISOString(), said: moment.said }
  return { reason: flags.reason, forMs: flags.for, at }
}
