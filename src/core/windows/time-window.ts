import { z } from 'zod'
import { nearest } from '../words/suggest.ts'
import { createWallClock, MINUTES_A_DAY, MS_A_DAY } from './wall-clock.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time of day such as 09:00 (quoted)')
const CalendarDay = z.string().refine(isCalendarDay, { error: 'is not a day such as 2026-12-24' })
const Zone = z.string().superRefine((zone, ctx) => {
  if (isZone(zone)) return
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'))
  const advice = near.length > 0 ? `. Did you mean ${near.join(' or ')}?` : ' such as Europe/Berlin'
  ctx.addIssue({ code: 'custom', message: `is not an IANA time zone${advice}` })
})

type Dates = {
  readonly days?: readonly (typeof DAYS)[number][] | undefined
  readonly firstDay?: string | undefined
  readonly lastDay?: string | undefined
}

/** Days and hours as the clock on the wall of `zone` shows them, summer time included. */
export const TimeWindow = z
  .strictObject({
    zone: Zone.describe('IANA name of the time zone whose clock counts.'),
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .optional()
      .describe('Days of the week on which it begins; default: all.'),
    from: TimeOfDay.optional().describe('Time of day at which it begins; default: midnight.'),
    to: TimeOfDay.optional().describe(
      'Time of day at which it ends; before `from`, on the next day.',
    ),
    firstDay: CalendarDay.optional().describe('First day on which it holds.'),
    lastDay: CalendarDay.optional().describe('Last day on which it holds.'),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    error: 'needs both from and to, or neither',
  })
  .refine(({ from, to }) => from === undefined || from !== to, {
    error: 'from and to are the same: leave both out for the whole day',
  })
  .refine(({ firstDay, lastDay }) => !firstDay || !lastDay || firstDay <= lastDay, {
    error: 'lastDay is before firstDay',
  })
  .refine(hasDay, {
    path: ['days'],
    error: 'can never hold: none of them is between firstDay and lastDay',
  })
export type TimeWindow = z.infer<typeof TimeWindow>

/** Is a moment inside? A window that crosses midnight belongs to the day on which it begins. */
export function createWindow(window: TimeWindow): (at: Date) => boolean {
  const read = createWallClock(window.zone)
  const from = minutesOf(window.from ?? '00:00')
  const to = minutesOf(window.to ?? '24:00')
  const holds = (day: number) => isDayIn(day, window)
  return (at) => {
    const { day, minute } = read(at)
    if (from < to) return minute >= from && minute < to && holds(day)
    return (minute >= from && holds(day)) || (minute < to && holds(day - 1))
  }
}

export function sayWindow({ zone, days, from, to, firstDay, lastDay }: TimeWindow): string {
  const dates = [firstDay && `since ${firstDay}`, lastDay && `until ${lastDay}`]
  const hours = from !== undefined && `${from} to ${to ?? ''}`
  return [...dates, days?.join(' '), hours, zone].filter(Boolean).join(' ')
}

function isDayIn(day: number, { days, firstDay, lastDay }: Dates): boolean {
  // 1970-01-01 was a Thursday.
  const weekday = DAYS[(((day + 4) % 7) + 7) % 7]
  if (days && weekday !== undefined && !days.includes(weekday)) return false
  if (firstDay !== undefined && day < Date.parse(firstDay) / MS_A_DAY) return false
  return lastDay === undefined || day <= Date.parse(lastDay) / MS_A_DAY
}

/** Whether any of its weekdays is among its dates; a week of dates has them all. */
function hasDay({ days, firstDay, lastDay }: Dates) {
  if (!days || firstDay === undefined || lastDay === undefined) return true
  const first = Date.parse(firstDay) / MS_A_DAY
  const length = Math.min(Date.parse(lastDay) / MS_A_DAY - first + 1, DAYS.length)
  const dates = Array.from({ length: Math.max(length, 0) }, (_, i) => first + i)
  // Dates in the wrong order are told by themselves.
  return length < 1 || dates.some((day) => isDayIn(day, { days }))
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return Math.min(hours * 60 + minutes, MINUTES_A_DAY)
}

function isCalendarDay(day: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN
  // `2026-02-31` parses as a day in March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

function isZone(zone: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    return /^[A-Za-z]/.test(zone) && timeZone !== ''
  } catch {
    return false
  }
}
