/** Days in which even `0 0 29 2 *` comes around. */
const FARTHEST = 8 * 366
const DAY = 86_400_000

const NAMED: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

type Field = { readonly values: ReadonlySet<number>; readonly isAny: boolean }

type Schedule = {
  readonly minutes: Field
  readonly hours: Field
  readonly days: Field
  readonly months: Field
  readonly weekdays: Field
}

/** A five-field schedule as Kubernetes reads it, or undefined for what is none. `@every` is not understood. */
export function readSchedule(words: string): Schedule | undefined {
  const spelled = words.trim().slice(0, 200).toLowerCase()
  const parts = (NAMED.get(spelled) ?? spelled).split(/\s+/)
  const [minute, hour, day, month, weekday] = parts
  if (parts.length !== 5) return undefined
  const minutes = fieldOf(minute, { least: 0, most: 59 })
  const hours = fieldOf(hour, { least: 0, most: 23 })
  const days = fieldOf(day, { least: 1, most: 31 })
  const months = fieldOf(month, { least: 1, most: 12, names: MONTHS })
  const weekdays = fieldOf(weekday, { least: 0, most: 7, names: WEEKDAYS })
  if (!minutes || !hours || !days || !months || !weekdays) return undefined
  return { minutes, hours, days, months, weekdays }
}

/** The first moment after `after` at which it is due, on a clock that shows UTC. */
export function nextDue(schedule: Schedule, after: Date): Date | undefined {
  const start = Math.floor(after.getTime() / 60_000) * 60_000 + 60_000
  const today = Math.floor(start / DAY) * DAY
  for (let i = 0; i < FARTHEST; i += 1) {
    const day = today + i * DAY
    const found = isDay(schedule, new Date(day)) ? firstIn(schedule, day, start) : undefined
    if (found !== undefined) return new Date(found)
  }
  return undefined
}

/** With both given, either day will do; so it is in cron. */
function isDay({ days, months, weekdays }: Schedule, at: Date): boolean {
  if (!months.values.has(at.getUTCMonth() + 1)) return false
  const isDate = days.values.has(at.getUTCDate())
  const isWeekday = weekdays.values.has(at.getUTCDay())
  return days.isAny || weekdays.isAny ? isDate && isWeekday : isDate || isWeekday
}

function firstIn({ hours, minutes }: Schedule, day: number, start: number): number | undefined {
  for (let hour = 0; hour < 24; hour += 1) {
    if (!hours.values.has(hour) || day + (hour + 1) * 3_600_000 <= start) continue
    for (let minute = 0; minute < 60; minute += 1) {
      const at = day + hour * 3_600_000 + minute * 60_000
      if (minutes.values.has(minute) && at >= start) return at
    }
  }
  return undefined
}

type Bounds = { readonly least: number; readonly most: number; readonly names?: readonly string[] }

function fieldOf(words: string | undefined, bounds: Bounds): Field | undefined {
  const values = new Set<number>()
  for (const part of (words ?? '').split(',')) {
    const read = rangeOf(part, bounds)
    if (!read) return undefined
    // Sunday is 0 and 7.
    for (let at = read.low; at <= read.high; at += read.step) {
      values.add(bounds.most === 7 ? at % 7 : at)
    }
  }
  return { values, isAny: /^[*?]/.test(words ?? '') }
}

function rangeOf(part: string, bounds: Bounds) {
  const [, from, to, by] = /^([*?]|\w{1,3})(?:-(\w{1,3}))?(?:\/(\d{1,3}))?$/.exec(part) ?? []
  if (from === undefined) return undefined
  const step = by === undefined ? 1 : Number(by)
  const { low, high } = endsOf({ from, to, isOpen: by !== undefined }, bounds)
  const isSound = low >= bounds.least && high <= bounds.most && low <= high && step > 0
  return isSound ? { low, high, step } : undefined
}

type Range = {
  readonly from: string
  readonly to: string | undefined
  /** `5/10` means from 5 on. */
  readonly isOpen: boolean
}

function endsOf({ from, to, isOpen }: Range, { least, most, names = [] }: Bounds) {
  if (from === '*' || from === '?') return { low: least, high: most }
  const low = valueOf(from, names, least)
  if (to !== undefined) return { low, high: valueOf(to, names, least) }
  return { low, high: isOpen ? most : low }
}

function valueOf(word: string, names: readonly string[], least: number): number {
  const named = names.indexOf(word)
  if (named !== -1) return named + least
  return /^\d+$/.test(word) ? Number(word) : Number.NaN
}
