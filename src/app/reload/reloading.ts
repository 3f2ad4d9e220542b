import type { AppliedChange, RefusedChange } from '../../core/configuration.ts'
import { ConfigError, DeckwatchError } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/seams.ts'
import { plain } from '../../core/text.ts'
import type { Followed } from '../hand-over.ts'
import type { Setup } from '../setup.ts'
import type { Announcer } from './announcer.ts'
import { changesBetween } from './changes-between.ts'
import { hashOf, type Logbook } from './logbook.ts'

type Parts = {
  /** Reads the files anew. Throws ConfigError with all that is wrong. */
  readonly load: () => Promise<Setup>
  readonly follow: (next: Setup) => Promise<Followed>
  readonly logbook: Logbook
  readonly announcer: Announcer
  readonly clock: Clock
  readonly log: Log
}

/** Takes what the files say now: as a whole, or not at all. False: something is left to be tried again. Never rejects. */
export type Reload = () => Promise<boolean>

export function createReload(parts: Parts): Reload {
  const { load, announcer } = parts
  return async () => {
    try {
      await takeOver(await load(), parts)
      return await announcer.flush()
    } catch (error) {
      const isTriedAgain = refuse(error, parts)
      return (await announcer.flush()) && !isTriedAgain
    }
  }
}

async function takeOver(next: Setup, parts: Parts): Promise<void> {
  const { follow, logbook, announcer, clock, log } = parts
  const before = logbook.setup()
  const changed = changesBetween(before, next)
  const { what: done } = await follow(next)
  const change: AppliedChange = { at: clock.now(), changed, done }
  if (changed.length + done.length > 0) {
    logbook.applied(next, change)
    log.info({ changed, done, hash: hashOf(next) }, 'configuration changed')
    for (const warning of next.secrets.warnings) log.warn({ warning }, 'a secret is not kept well')
    announcer.applied({ before: hashOf(before), after: hashOf(next), applied: change })
  } else if (logbook.report().refused) {
    log.info({ hash: hashOf(next) }, 'configuration is again what is loaded')
    announcer.withdrawn(clock.now())
  }
  logbook.refused(undefined)
}

/** Everything stays as it was. True when it is worth trying again without another change. */
function refuse(error: unknown, { logbook, announcer, clock, log }: Parts): boolean {
  const { refused, hash } = logbook.report()
  const now = clock.now()
  const seen = reasonsOf(error)
  const change: RefusedChange = { since: refused?.since ?? now, ...seen }
  const isNews = refused?.problems.join('\n') !== change.problems.join('\n')
  if (isNews) {
    log.error(
      { err: error, problems: change.problems },
      'configuration refused, the last good one stays',
    )
    announcer.refused({ before: hash, after: hash, refused: change }, now)
  }
  logbook.refused(change)
  return change.isTriedAgain
}

function reasonsOf(error: unknown): Pick<RefusedChange, 'problems' | 'isTriedAgain'> {
  if (error instanceof ConfigError) return { problems: error.problems, isTriedAgain: false }
  if (error instanceof DeckwatchError) return { problems: [plain(error.text)], isTriedAgain: true }
  return { problems: ['Something broke on our side: the log has the error.'], isTriedAgain: false }
}
