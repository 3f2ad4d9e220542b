/** What a clock in that zone shows at a moment, as if it were UTC; undefined for a zone nobody knows. */
export function wallIn(zone: string, at: Date): Date | undefined {
  const format = formatFor(zone)
  if (!format) return undefined
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return new Date(
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')),
  )
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

function formatFor(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone) && formats.size < 500) formats.set(timeZone, make(timeZone))
  return formats.get(timeZone)
}

function make(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric'
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    })
  } catch {
    return undefined
  }
}
