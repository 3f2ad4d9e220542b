import { expect, test } from 'vitest'
import { detailsCard } from '../../src/notify/cards/details-card.ts'
import type { Gathered } from '../../src/notify/details/gather.ts'
import { sanitize } from '../../src/slack/safety/sanitize.ts'
import { incident } from '../support/held-incidents.ts'

const gathered = (more: Partial<Gathered> = {}): Gathered => ({
  at: new Date('2026-03-02T10:00:00Z'),
  warnings: [],
  changes: [],
  lacking: [],
  ...more,
})
const log = (lines: string) => ({ pod: 'web-1', container: 'app', previous: true, lines })

const outputOf = (lines: string): string => {
  const view = detailsCard(incident(), gathered({ log: log(lines) }))
  if (!view) throw new Error('nothing is said')
  const shown = sanitize(view).view.parts.flatMap((part) =>
    part.part === 'output' ? part.output : [],
  )
  return shown.join('')
}

test('of a long log the last whole lines are shown', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `${i} ${'x'.repeat(400)}`)

  const shown = outputOf(`${lines.join('\n')}\n`).split('\n')

  expect(shown.length).toBeGreaterThan(3)
  expect(shown).toEqual(lines.slice(-shown.length))
})

test('the last line is there, however long', () => {
  expect(outputOf(`first\n${'y'.repeat(9_000)}`)).toBe('y'.repeat(9_000))
})

test('secrets in a log are hidden, also a key whose beginning is not among the last lines', () => {
  const shown = outputOf(
    [
      'MIIEowIBAAKCAQEAxVg0aEhhX0R0c2tYbm9uc2Vuc2U0NDQ0NDQ0NDQ0NDQ0NDQ0',
      '-----END RSA PRIVATE KEY-----',
      'password=hunter2 token=xoxb-111111111111-abcdefghijkl',
      'panic: no database',
    ].join('\n'),
  )

  expect(shown).toContain('panic: no database')
  expect(shown).not.toMatch(/MIIEow|hunter2|xoxb-1/)
})

test('nothing is said where there is nothing to say, and a missing right alone is nothing', () => {
  expect(detailsCard(incident(), gathered())).toBeUndefined()
  expect(detailsCard(incident(), gathered({ lacking: ['get pods/log'] }))).toBeUndefined()
})
