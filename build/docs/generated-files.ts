import { readFileSync } from 'node:fs'
import { commands } from '../../commands/index.ts'
import { PolicyDocument } from '../../rbac/policy.ts'
import { Settings } from '../../src/config/settings.ts'
import { jsonSchema } from '../../src/config/yaml-json-schema.ts'
import { commandsPage } from './commands-page.ts'
import { fillGenerated } from './generated-part.ts'
import { settingsTable } from './settings-table.ts'

const CONFIGURATION = 'docs/configuration.md'

/** Every file that is written from the code, with what it must hold. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const config = jsonSchema(Settings)
  return new Map([
    ['docs/commands.md', commandsPage(commands)],
    ['docs/schema/config.schema.json', printed(config)],
    ['docs/schema/policy.schema.json', printed(jsonSchema(PolicyDocument))],
    [
      CONFIGURATION,
      fillGenerated(readFileSync(CONFIGURATION, 'utf8'), { settings: settingsTable(config) }),
    ],
  ])
}

const printed = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
