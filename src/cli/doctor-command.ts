import { type Command, InvalidArgumentError } from 'commander'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { DoctorOptions } from './doctor.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption } from './output.ts'

/** `doctor`. */
export function addDoctorCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('doctor')
    .description(
      'Look at everything the bot needs, change nothing, and say what mends what is wrong',
    )
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--cluster <name>', 'only this cluster')
    .option('--only <checks>', `only these, by comma: ${CHECKS.join(', ')}`, readChecks)
    .option('--strict', 'exit with 1 for warnings, too')
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...KEYS))
    .addHelpText(
      'after',
      examples('deckwatch doctor', 'deckwatch doctor --only slack,channels --output json'),
    )
    .action((options: DoctorOptions) =>
      choose(async () => (await import('./doctor.ts')).doctor(options, host)),
    )
}

const KEYS = [
  'version: of Deckwatch',
  'state: well, warnings or errors',
  'errors, warnings: how many',
  'findings: each with id, check, level, what, why, mend, run (commands that mend it)',
  'passed: what is good, each with check and what',
]

/** The names of all checks: they are loaded only when they are run. */
export const CHECKS = [
  'program',
  'configuration',
  'secrets',
  'slack',
  'channels',
  'people',
  'store',
  'clusters',
  'rights',
]

function readChecks(value: string): readonly string[] {
  const names = value.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !CHECKS.includes(name))
  if (unknown.length === 0) return names
  throw new InvalidArgumentError(`There is no check ${unknown.join(', ')}: ${CHECKS.join(', ')}.`)
}
