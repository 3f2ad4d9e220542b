import { expect, test } from 'vitest'
import { formatDate } from '../../../playground/page/src/mrkdwn/format-date.ts'

const NOON = new Date(2026, 10, 21, 12, 0, 0).getTime()
const date = (format: string, ago = 0) => ({
  timestamp: (NOON - ago * 1000) / 1000,
  format,
  fallback: 'then',
})

test.each([
  ['{time}', 0, '12:00 PM'],
  ['{date_num}', 0, '11/21/2026'],
  ['{date_short_pretty} at {time}', 0, 'today at 12:00 PM'],
  ['{date_pretty}', 86_400, 'yesterday'],
  ['{ago}', 90, '1 minute ago'],
  ['{ago}', 7200, '2 hours ago'],
  ['{nonsense}', 0, 'then'],
])('%s, %i seconds ago, reads %s', (format, ago, shown) => {
  expect(formatDate(date(format, ago), NOON, 'en-US').replace(/\u202f/g, ' ')).toBe(shown)
})
