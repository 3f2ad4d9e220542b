import { expect, test } from 'vitest'
import { defineCheck } from '../../../src/app/doctor/check.ts'
import type { Patient } from '../../../src/app/doctor/patient.ts'
import { runChecks } from '../../../src/app/doctor/run-checks.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeLog } from '../../support/fake-log.ts'

const ailments = {
  odd: { level: 'warning', why: 'it matters', mend: 'mend it' },
} as const
const about = { title: 'T', looksAt: 'something', ailments }
const patientUntil = (signal: AbortSignal): Patient => ({
  clock: fakeClock(),
  log: fakeLog(),
  version: '0.1.0',
  nodeVersion: '24.21.0',
  configFile: 'deckwatch.yaml',
  pod: undefined,
  config: undefined,
  policy: undefined,
  advice: [],
  problems: { setup: [], secretFiles: [], secretWarnings: [] },
  env: {},
  clusters: [],
  slack: undefined,
  signal,
})

const good = defineCheck({ ...about, name: 'good', examine: async (_, { fine }) => fine('well') })
const broken = defineCheck({
  ...about,
  name: 'broken',
  examine: async (_, { wrong }) => {
    wrong('odd', 'something odd')
    throw new Error('it broke', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) })
  },
})
const hanging = defineCheck({
  ...about,
  name: 'hanging',
  examine: async (_, { fine }) => {
    fine('so far')
    await new Promise(() => {})
  },
})

test('a check that breaks or hangs is told, with what it had found, and keeps no other from its end', async () => {
  const patience = new AbortController()
  const running = runChecks([broken, hanging, good], patientUntil(patience.signal))
  patience.abort()
  const { findings, passed } = await running

  expect(findings).toMatchObject([
    { id: 'odd', check: 'broken', level: 'warning', why: 'it matters', mend: 'mend it' },
    { id: 'check-unfinished', check: 'broken', level: 'error' },
    {
      id: 'check-unfinished',
      check: 'hanging',
      run: ['deckwatch doctor --config deckwatch.yaml --only hanging'],
    },
  ])
  expect(findings[1]?.what).toContain('it broke (ECONNRESET)')
  expect(passed).toEqual([
    { check: 'hanging', what: 'so far' },
    { check: 'good', what: 'well' },
  ])
})
