import { createWallClock, MS_A_DAY } from '../../windows/wall-clock.ts'
import { UsageError } from '../../errors.ts'
import { bold, code, text, type Text, time } from '../../text.ts'
import { parseDuration } from '../duration.ts'
import { misread, read, type Reading, type ValueFlag, valueFlag } from '../parameters.ts'

/** A moment as somebody said it; which one that is depends on when and where it was said. */
export type MomentWords =
  | { readonly is: 'in'; readonly ms: number }
  | { readonly is: 'instant'; readonly at: number }
  /** On the clock of whoever said it; without a day, the next such time. */
  | { readonly is: 'wall'; readonly day?: string; readonly clock: string }

type Here = { readonly now: Date; readonly timeZone: string | undefined }

export type Moment = {
  readonly at: Date
  /** The same for people, with the zone that was taken. */
  readonly said: Text
}

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/
const DATED = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00)?(Z|[+-]\d\d:\d\d)?$/

/** `--at 02:00`, `2026-12-24T02:00`, the same with `Z` or an offset, `+3h`. */
export const atFlag: ValueFlag<MomentWords | undefined> = valueFlag(
  'TIME',
  'begin later: 02:00 (your clock), 2026-12-24T02:00, the same with Z or an offset, or +3h',
  readMoment,
)

/** Which moment is meant. Throws UsageError for one that is over, or that the zone's clock skips. */
export function resolveMoment(words: MomentWords, here: Here): Moment {
  const { now } = here
  const moment = momentOf(words, { now, timeZone: knownZone(here.timeZone) })
  if (moment.at.getTime() > now.getTime()) return moment
  throw new UsageError('time-is-over', text`${time(moment.at)} is over already.`)
}

/** A time as people write it; which moment that is depends on when and where it was said. */
export function readMoment(word: string): Reading<MomentWords> {
  const ms = word.startsWith('+') ? parseDuration(word.slice(1)) : undefined
  if (ms !== undefined && ms > 0) return read({ is: 'in', ms })
  if (CLOCK.test(word)) return read({ is: 'wall', clock: word })
  const [, day = '', clock = '', offset] = DATED.exec(word) ?? []
  if (isDay(day) && CLOCK.test(clock)) {
    if (offset === undefined) return read({ is: 'wall', day, clock })
    const at = Date.parse(`${day}T${clock}${offset}`)
    if (!Number.isNaN(at)) return read({ is: 'instant', at })
  }
  return misread(
    ...text`${code(word.slice(0, 40))} is not a time, such as ${code('02:00')}, ${code('2026-12-24T02:00')} or ${code('+3h')}`,
  )
}

/** `Date.parse` turns the 31st of February into a day of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00Z`)
  return !Number.isNaN(at) && dayOf(at) === day
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

type Zoned = { readonly now: Date; readonly timeZone: string }

function momentOf(words: MomentWords, here: Zoned): Moment {
  if (words.is === 'in') return told(here.now.getTime() + words.ms)
  if (words.is === 'instant') return told(words.at)
  const { clock } = words
  const today = dayOf(wallClock(here.now.getTime(), here.timeZone))
  const day = words.day ?? today
  const next = laterThanNow(instantsOf(day, clock, here), here)
  if (next !== undefined) return onClock(next, clock, here)
  if (words.day === undefined) return tomorrow(today, clock, here)
  const [first] = instantsOf(day, clock, here)
  if (first !== undefined) return told(first)
  throw skipped(day, clock, here)
}

function tomorrow(today: string, clock: string, here: Zoned): Moment {
  // Only today's own skipped time is a question; tomorrow's would be somebody's surprise as well.
  if (instantsOf(today, clock, here).length === 0) throw skipped(today, clock, here)
  const day = dayOf(Date.parse(`${today}T00:00Z`) + MS_A_DAY)
  const [at] = instantsOf(day, clock, here)
  if (at === undefined) throw skipped(day, clock, here)
  return onClock(at, clock, here)
}

const laterThanNow = (instants: readonly number[], { now }: Zoned) =>
  instants.find((at) => at > now.getTime())

const told = (at: number): Moment => ({ at: new Date(at), said: text`${time(new Date(at))}` })

const onClock = (at: number, clock: string, { timeZone }: Zoned): Moment => ({
  at: new Date(at),
  said: text`${time(new Date(at))} (${bold(clock)} in ${timeZone})`,
})

function skipped(day: string, clock: string, { timeZone }: Zoned): UsageError {
  const what = text`There is no ${code(clock)} on ${day} in ${timeZone}: the clocks are put forward over it.`
  return new UsageError('skipped-time', what, {
    hint: text`Take another time, or say it in UTC: ${code(`${day}T${clock}Z`)}.`,
  })
}

/** When a zone's clock shows this: once, twice when the clocks are put back, never when they are put forward. */
function instantsOf(day: string, clock: string, { timeZone }: Zoned): readonly number[] {
  const wall = Date.parse(`${day}T${clock}Z`)
  const offsets = [wall - MS_A_DAY, wall + MS_A_DAY].map((at) => wallClock(at, timeZone) - at)
  const instants = [...new Set(offsets.map((offset) => wall - offset))]
  return instants.filter((at) => wallClock(at, timeZone) === wall).toSorted((a, b) => a - b)
}

/** What a zone's clock shows at a moment, to the minute, as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const { day, minute } = createWallClock(timeZone)(new Date(at))
  return day * MS_A_DAY + minute * 60_000
}

/** Slack may know a zone that this machine does not. */
function knownZone(timeZone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: timeZone ?? 'UTC' }).resolvedOptions()
      .timeZone
  } catch {
    return 'UTC'
  }
}
