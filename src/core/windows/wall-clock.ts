export const MINUTES_A_DAY = 1440
export const MS_A_DAY = 86_400_000

/** Days since 1970 and minutes since midnight. */
export type WallTime = { readonly day: number; readonly minute: number }

/** What a wall in this zone shows. */
export function createWallClock(zone: string): (at: Date) => WallTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const day = Date.UTC(part('year'), part('month') - 1, part('day')) / MS_A_DAY
    return { day, minute: part('hour') * 60 + part('minute') }
  }
}
