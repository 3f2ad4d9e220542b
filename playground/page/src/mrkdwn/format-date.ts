import type { SlackDate } from './node.ts'

type Style = Intl.DateTimeFormatOptions

const TOKENS: Readonly<Record<string, Style>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}
const DAY = 86_400_000

/** A Slack date in the reader's zone; the fallback when the format holds a token nobody knows. */
export function formatDate(date: SlackDate, now: number, locale?: string): string {
  const when = date.timestamp * 1000
  let known = true
  const shown = date.format.replace(/\{(\w+)\}/g, (_, token: string) => {
    const word = formatToken(token, when, { now, locale })
    if (word === undefined) known = false
    return word ?? ''
  })
  return known ? shown : date.fallback
}

type Reader = { readonly now: number; readonly locale: string | undefined }

function formatToken(token: string, when: number, { now, locale }: Reader): string | undefined {
  if (token === 'ago') return sayAgo(now - when, locale)
  const isPretty = token.endsWith('_pretty')
  const style = TOKENS[isPretty ? token.slice(0, -'_pretty'.length) : token]
  if (!style) return undefined
  const near = isPretty ? nearbyDay(when, now) : undefined
  return near ?? new Intl.DateTimeFormat(locale, style).format(when)
}

function nearbyDay(when: number, now: number): string | undefined {
  const days = Math.round((startOfDay(when) - startOfDay(now)) / DAY)
  if (days === 0) return 'today'
  if (days === -1) return 'yesterday'
  return days === 1 ? 'tomorrow' : undefined
}

const startOfDay = (when: number) => new Date(when).setHours(0, 0, 0, 0)

function sayAgo(age: number, locale: string | undefined): string {
  const units = [
    ['day', DAY],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
  ] as const
  const [unit, size] = units.find(([, length]) => Math.abs(age) >= length) ?? units[3]
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return relative.format(-Math.trunc(age / size), unit)
}
