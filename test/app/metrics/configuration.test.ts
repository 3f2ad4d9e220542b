import { expect, test } from 'vitest'
import { meterConfiguration } from '../../../src/app/metrics/configuration.ts'
import type { ConfigurationReport } from '../../../src/core/configuration.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { systemClock } from '../../../src/telemetry/system-seams.ts'
import { fakeLog } from '../../support/fake-log.ts'

const LOADED: ConfigurationReport = {
  generation: 1,
  since: new Date('2026-03-02T10:00:00Z'),
  hash: 'h',
  files: [],
  secrets: [],
  clusters: [],
  counts: {},
  on: [],
}

test('changed files that are refused are told, and since when what runs is loaded', async () => {
  const { meter, page } = createMetrics({ declared: [], clock: systemClock, log: fakeLog() })
  let report = LOADED
  meterConfiguration(() => report, meter)
  expect(await page()).toContain('deckwatch_config_last_reload_successful 1\n')

  const since = new Date('2026-03-02T11:00:00Z')
  report = { ...LOADED, refused: { since, problems: ['policy.yaml:3'], isTriedAgain: false } }

  expect(await page()).toContain('deckwatch_config_last_reload_successful 0\n')
  expect(await page()).toContain('success_timestamp_seconds 1772445600\n')
})
