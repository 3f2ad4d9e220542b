import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWindow, TimeWindow } from '../../../src/core/windows/time-window.ts'

const inside = (window: unknown, at: string) => createWindow(TimeWindow.parse(window))(new Date(at))
const zone = 'Europe/Berlin'
const office = { zone, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }
const night = { zone, days: ['fri'], from: '22:00', to: '06:00' }

describe('office hours', () => {
  test.each([
    ['2026-11-18T08:00:00Z', true, 'nine on a Wednesday in winter'],
    ['2026-11-18T07:59:59Z', false, 'a second before nine'],
    ['2026-11-18T15:59:59Z', true, 'a second before five'],
    ['2026-11-18T16:00:00Z', false, 'five'],
    ['2026-07-15T07:00:00Z', true, 'nine in summer'],
    ['2026-07-15T15:00:00Z', false, 'five in summer'],
    ['2026-11-21T10:00:00Z', false, 'a Saturday'],
  ])('%s is inside: %s (%s)', (at, expected) => {
    expect(inside(office, at)).toBe(expected)
  })
})

describe('a night that crosses midnight belongs to the day it begins on', () => {
  test.each([
    ['2026-11-20T21:00:00Z', true, 'Friday ten in the evening'],
    ['2026-11-21T04:59:00Z', true, 'Saturday one minute to six'],
    ['2026-11-21T05:00:00Z', false, 'Saturday six'],
    ['2026-11-20T04:00:00Z', false, 'Friday five in the morning: Thursday’s night'],
    ['2026-11-21T21:00:00Z', false, 'Saturday evening'],
  ])('%s is inside: %s (%s)', (at, expected) => {
    expect(inside(night, at)).toBe(expected)
  })
})

describe('when the clocks change', () => {
  const early = { zone, from: '02:30', to: '03:30' }

  test('the hour that does not exist is skipped', () => {
    // 29 March 2026: 02:00 CET becomes 03:00 CEST.
    expect(inside(early, '2026-03-29T00:59:00Z')).toBe(false)
    expect(inside(early, '2026-03-29T01:00:00Z')).toBe(true)
    expect(inside(early, '2026-03-29T01:30:00Z')).toBe(false)
  })

  test('the hour that comes twice counts twice', () => {
    // 25 October 2026: 03:00 CEST becomes 02:00 CET.
    expect(inside(early, '2026-10-25T00:30:00Z')).toBe(true)
    expect(inside(early, '2026-10-25T01:00:00Z')).toBe(false)
    expect(inside(early, '2026-10-25T01:30:00Z')).toBe(true)
  })
})

test('first and last day are whole days of the zone', () => {
  const freeze = { zone, firstDay: '2026-12-20', lastDay: '2027-01-02' }
  expect(inside(freeze, '2026-12-19T22:59:59Z')).toBe(false)
  expect(inside(freeze, '2026-12-19T23:00:00Z')).toBe(true)
  expect(inside(freeze, '2027-01-02T22:59:59Z')).toBe(true)
  expect(inside(freeze, '2027-01-02T23:00:00Z')).toBe(false)
})

test('a window and the window of the other hours share no moment and leave none out', () => {
  const time = fc
    .record({ hour: fc.nat(23), minute: fc.nat(59) })
    .map(
      ({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    )
  const moment = fc.date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2027-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  const zones = fc.constantFrom(
    'UTC',
    zone,
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  )
  fc.assert(
    fc.property(fc.tuple(time, time), moment, zones, ([from, to], at, where) => {
      fc.pre(from !== to)
      const day = createWindow(TimeWindow.parse({ zone: where, from, to }))(at)
      const rest = createWindow(TimeWindow.parse({ zone: where, from: to, to: from }))(at)
      expect(day).toBe(!rest)
    }),
  )
})

test.each([
  [{ zone: 'Europe/Berln' }, 'Did you mean Europe/Berlin'],
  [{ zone: '+02:00' }, 'is not an IANA time zone'],
  [{ zone, from: '09:00' }, 'needs both from and to'],
  [{ zone, from: '9', to: '17:00' }, 'not a time of day'],
  [{ zone, from: '09:00', to: '09:00' }, 'are the same'],
  [{ zone, firstDay: '2026-02-31' }, 'is not a day'],
  [{ zone, firstDay: '2026-03-02', lastDay: '2026-03-01' }, 'is before'],
])('%j is refused', (window, said) => {
  expect(JSON.stringify(TimeWindow.safeParse(window).error?.issues)).toContain(said)
})
