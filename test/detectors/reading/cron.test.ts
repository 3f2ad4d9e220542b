import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDue, readSchedule } from '../../../src/detectors/reading/cron.ts'

const after = new Date('2026-03-02T10:02:30Z')

test.each([
  ['* * * * *', '2026-03-02T10:03:00Z'],
  ['*/15 * * * *', '2026-03-02T10:15:00Z'],
  ['5/20 * * * *', '2026-03-02T10:05:00Z'],
  ['0 9 * * *', '2026-03-03T09:00:00Z'],
  ['30 8-10 * * mon-fri', '2026-03-02T10:30:00Z'],
  ['0 0 1 * *', '2026-04-01T00:00:00Z'],
  ['0 0 29 2 *', '2028-02-29T00:00:00Z'],
  ['0 0 13 * 5', '2026-03-06T00:00:00Z'],
  ['0 12 * * 7', '2026-03-08T12:00:00Z'],
  ['0 0 ? JAN *', '2027-01-01T00:00:00Z'],
  ['@hourly', '2026-03-02T11:00:00Z'],
  ['@weekly', '2026-03-08T00:00:00Z'],
])('%s is due next at %s', (words, due) => {
  const schedule = readSchedule(words)
  expect(schedule && nextDue(schedule, after)).toEqual(new Date(due))
})

test.each([
  '',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '9-5 * * * *',
  '*/0 * * * *',
  'a b c d e',
  '@every 1h',
  '1,,2 * * * *',
])('%j is no schedule', (words) => {
  expect(readSchedule(words)).toBeUndefined()
})

test('a day that never comes is never due', () => {
  const schedule = readSchedule('0 0 31 2 *')
  expect(schedule).toBeDefined()
  expect(schedule && nextDue(schedule, after)).toBeUndefined()
})

test('what is due next is always later, and no words break it', () => {
  const everything = fc.string({ maxLength: 40 })
  const isLater = (words: string) => {
    const schedule = readSchedule(words)
    const due = schedule && nextDue(schedule, after)
    return due === undefined || due > after
  }

  expect(() => fc.assert(fc.property(everything, isLater))).not.toThrow()
  expect(isLater('__proto__')).toBe(true)
})
