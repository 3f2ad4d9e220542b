import { readFileSync } from 'node:fs'
import { commands } from '../../commands/index.ts'
import { policyJsonSchema } from '../../rbac/policy/policy-json-schema.ts'
import { settingsJsonSchema } from '../../src/config/settings-json-schema.ts'
import { checks } from '../../src/app/doctor/checks.ts'
import { detectors } from '../../src/detectors/index.ts'
import { failureModes } from '../../src/detectors/diagnosis/modes.ts'
import { ownTroubles } from '../../src/notify/blindness/own-troubles.ts'
import { exampleRights } from './example-rights.ts'
import { doctorTables } from './doctor-page.ts'
import { dashboard } from '../monitoring/dashboard.ts'
import { prometheusRule } from '../monitoring/prometheus-rule.ts'
import { cliPage } from './cli-page.ts'
import { commandsPage } from './commands-page.ts'
import { detectorsPage } from './detectors-page.ts'
import { fillGenerated } from './generated-part.ts'
import { metricsTables } from './metrics-tables.ts'
import { settingsTable } from './settings-table.ts'

const METRICS = 'docs/metrics.md'
const CONFIGURATION = 'docs/configuration.md'
const DOCTOR = 'docs/doctor.md'

/** Every file that is written from the code, with what it must hold. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const config = settingsJsonSchema()
  const settings = settingsTable(JSON.parse(config))
  return new Map([
    ['docs/cli.md', cliPage()],
    ['docs/commands.md', commandsPage(commands)],
    ['docs/detectors.md', detectorsPage({ detectors, modes: failureModes, own: ownTroubles })],
    ['docs/schema/config.schema.json', config],
    ['docs/schema/policy.schema.json', policyJsonSchema()],
    ...exampleRights(),
    [DOCTOR, fillGenerated(readFileSync(DOCTOR, 'utf8'), { checks: doctorTables(checks) })],
    [METRICS, fillGenerated(readFileSync(METRICS, 'utf8'), { metrics: metricsTables() })],
    ['deploy/monitoring/prometheus-rule.yaml', prometheusRule()],
    ['deploy/monitoring/dashboard.json', dashboard()],
    [CONFIGURATION, fillGenerated(readFileSync(CONFIGURATION, 'utf8'), { settings })],
  ])
}
