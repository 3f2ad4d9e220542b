import { describe, expect, test } from 'vitest'
import { atFlag, resolveMoment } from '../../../src/core/words/arguments/at-flag.ts'
import { plain } from '../../../src/core/text.ts'

function moment(word: string, now = '2026-11-21T10:00:00Z', timeZone?: string) {
  const reading = atFlag.parse(word)
  if (!reading.ok || !reading.value) throw new TypeError(`not a time: ${word}`)
  return resolveMoment(reading.value, { now: new Date(now), timeZone })
}

const at = (...asked: Parameters<typeof moment>) => moment(...asked).at.toISOString()

describe('--at', () => {
  test('is the next such time on the clock of whoever says it, and says which zone it took', () => {
    expect(at('14:30', '2026-11-21T10:00:00Z', 'Europe/Berlin')).toBe('2026-11-21T13:30:00.000Z')
    expect(at('02:00', '2026-11-21T10:00:00Z', 'Europe/Berlin')).toBe('2026-11-22T01:00:00.000Z')
    expect(at('02:00')).toBe('2026-11-22T02:00:00.000Z')
    expect(plain(moment('14:30', undefined, 'Europe/Berlin').said)).toContain(
      '(14:30 in Europe/Berlin)',
    )
  })

  test('around midnight the day is the speaker’s own', () => {
    expect(at('00:30', '2026-11-21T23:00:00Z', 'Asia/Tokyo')).toBe('2026-11-22T15:30:00.000Z')
    expect(at('23:30', '2026-11-21T03:00:00Z', 'America/New_York')).toBe('2026-11-21T04:30:00.000Z')
  })

  test.each([
    ['2026-12-24T02:00', '2026-12-24T01:00:00.000Z'],
    ['2026-12-24T02:00Z', '2026-12-24T02:00:00.000Z'],
    ['2026-12-24T02:00-05:00', '2026-12-24T07:00:00.000Z'],
    ['+3h', '2026-11-21T13:00:00.000Z'],
    ['+1h30m', '2026-11-21T11:30:00.000Z'],
  ])('%s is %s', (word, expected) => {
    expect(at(word, '2026-11-21T10:00:00Z', 'Europe/Berlin')).toBe(expected)
  })

  test.each([
    'tomorrow',
    '2:00',
    '24:00',
    '12:60',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '+',
    '3h',
    '+0s',
    '2026-12-24',
  ])('%s is not a time', (word) => {
    expect(atFlag.parse(word)).toMatchObject({ ok: false })
  })

  test('a time that the clocks skip is refused with the reason', () => {
    expect(() => moment('2026-03-29T02:30', '2026-03-01T00:00:00Z', 'Europe/Berlin')).toThrow(
      'no 02:30 on 2026-03-29 in Europe/Berlin',
    )
    expect(() => moment('02:30', '2026-03-28T23:30:00Z', 'Europe/Berlin')).toThrow('put forward')
    expect(() => moment('02:30', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toThrow('put forward')
  })

  test('of a time that comes twice the first that is still ahead is meant', () => {
    expect(at('2026-10-25T02:30', '2026-10-01T00:00:00Z', 'Europe/Berlin')).toBe(
      '2026-10-25T00:30:00.000Z',
    )
    expect(at('02:30', '2026-10-25T00:45:00Z', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z')
  })

  test('what is over is refused', () => {
    expect(() => moment('2026-11-20T02:00Z')).toThrow('over already')
    expect(() => moment('2026-11-20T02:00')).toThrow('over already')
  })

  test('a zone that nobody knows is UTC', () => {
    expect(at('14:30', '2026-11-21T10:00:00Z', 'Mars/Olympus')).toBe('2026-11-21T14:30:00.000Z')
  })
})
