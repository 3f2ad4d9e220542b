import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWindow, type TimeWindow } from '../../../src/core/windows/time-window.ts'
import { endOfWindows } from '../../../src/core/windows/window-end.ts'

const BERLIN = 'Europe/Berlin'
const end = (at: string, ...windows: TimeWindow[]) =>
  endOfWindows(windows, new Date(at))?.toISOString()

test.each([
  [
    'days end at midnight on the wall',
    '2026-12-24T10:00:00Z',
    '2027-01-02T23:00:00.000Z',
    [{ zone: BERLIN, firstDay: '2026-12-20', lastDay: '2027-01-02' }],
  ],
  [
    'hours end today',
    '2026-11-18T10:00:00Z',
    '2026-11-18T16:00:00.000Z',
    [{ zone: BERLIN, from: '09:00', to: '17:00' }],
  ],
  [
    'a night ends in the morning',
    '2026-11-18T23:30:00Z',
    '2026-11-19T05:00:00.000Z',
    [{ zone: BERLIN, from: '22:00', to: '06:00' }],
  ],
  [
    'windows that follow each other are one',
    '2026-11-20T15:00:00Z',
    '2026-11-22T23:00:00.000Z',
    [
      { zone: BERLIN, days: ['fri'], from: '14:00', to: '24:00' },
      { zone: BERLIN, days: ['sat', 'sun'] },
    ],
  ],
  [
    'the hour that is skipped in spring closes a window',
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:00:00.000Z',
    [{ zone: BERLIN, from: '01:00', to: '02:30' }],
  ],
  [
    'the hour that comes twice in autumn ends twice: the first end counts',
    '2026-10-25T00:10:00Z',
    '2026-10-25T00:30:00.000Z',
    [{ zone: BERLIN, from: '02:00', to: '02:30' }],
  ],
  [
    'a zone with a half hour',
    '2026-11-18T06:00:00Z',
    '2026-11-18T11:30:00.000Z',
    [{ zone: 'Asia/Kolkata', from: '09:00', to: '17:00' }],
  ],
] satisfies [string, string, string, TimeWindow[]][])('%s', (_, at, until, windows) => {
  expect(end(at, ...windows)).toBe(until)
})

test('what never ends, or does not hold now, has no end', () => {
  expect(end('2026-11-18T10:00:00Z', { zone: 'UTC' })).toBeUndefined()
  expect(end('2026-11-18T10:00:00Z', { zone: 'UTC', firstDay: '2026-01-01' })).toBeUndefined()
  expect(end('2026-11-18T10:00:00Z', { zone: 'UTC', from: '20:00', to: '21:00' })).toBeUndefined()
  expect(end('2026-11-18T10:00:00Z')).toBeUndefined()
})

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const window: fc.Arbitrary<TimeWindow> = fc
  .record({
    zone: fc.constantFrom(BERLIN, 'America/New_York', 'Asia/Kolkata', 'UTC'),
    days: fc.option(
      fc.subarray(['mon' as const, 'tue' as const, 'sat' as const, 'sun' as const], {
        minLength: 1,
      }),
      {
        nil: undefined,
      },
    ),
    hours: fc.option(
      fc.tuple(time, time).filter(([from, to]) => from !== to),
      { nil: undefined },
    ),
  })
  .map(({ zone, days, hours }) => ({
    zone,
    ...(days && { days }),
    ...(hours && { from: hours[0], to: hours[1] }),
  }))

// No jump of a clock in these months: minute by minute is the whole truth.
const moment = fc.integer({
  min: Date.UTC(2026, 5, 1) / 60_000,
  max: Date.UTC(2026, 7, 1) / 60_000,
})

const DAYS = 3

test('the end is the first minute in which no window holds', () => {
  const windows = fc.array(window, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(windows, moment, (some, minute) => {
      const inside = some.map(createWindow)
      const holds = (at: number) => inside.some((one) => one(new Date(at * 60_000)))
      const steps = Array.from({ length: DAYS * 1440 }, (_, i) => minute + i)
      const end = endOfWindows(some, new Date(minute * 60_000))?.getTime() ?? Infinity
      const beyond = end >= (minute + DAYS * 1440) * 60_000
      const first = steps.find((at) => !holds(at))
      // Outside from the start has no end; an end too far for the steps is beyond them.
      const expected = first === undefined ? 'beyond' : first * 60_000
      const found = beyond ? 'beyond' : end
      expect(found).toBe(first === minute ? 'beyond' : expected)
    }),
    { numRuns: 40 },
  )
})
