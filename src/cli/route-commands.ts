import { type Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../telemetry/system-seams.ts'
import { type Action, DEFAULT_CONFIG, examples } from './command-help.ts'
import type { Host } from './host.ts'
import { readPair, readTime } from './option-values.ts'
import { jsonKeys, outputOption, type Output } from './output.ts'

type Pairs = Readonly<Record<string, string>>
type ExplainOptions = {
  readonly config: string
  readonly cluster: string
  readonly namespace?: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly detector?: string
  readonly cause?: string
  readonly label?: Pairs
  readonly annotation?: Pairs
  readonly namespaceChannel?: string
  readonly at?: Date
  readonly output: Output
}

/** `route explain`: where something would be told, asked offline. */
export function addRouteCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('route')
    .description('Ask where an incident would be told')
    .command('explain')
    .description('Say what every route thinks of an incident, where it would be told, and when')
    .requiredOption('--cluster <name>', 'cluster in which it is')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--namespace <name>', 'its namespace; without it, something that has none, as a node')
    .option('--severity <severity>', 'info, warning or critical', readSeverity, 'warning')
    .option('--detector <id>', 'detector that sees it, as docs/detectors.md lists them')
    .option('--cause <cause>', 'kind of trouble or known failure mode; default: the detector')
    .option('--label <key=value>', 'a label of what it is about; may be given again', readPair)
    .option('--annotation <key=value>', 'an annotation of it; may be given again', readPair)
    .option('--namespace-channel <id>', 'channel that its namespace names')
    .option('--at <time>', 'moment to ask about, e.g. 2026-01-14T12:00:00Z; default: now', readTime)
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...EXPLAINED))
    .addHelpText('after', examples(...EXAMPLES))
    .action((options: ExplainOptions) =>
      choose(async () =>
        (await import('./route-explain.ts')).explainRoute(
          { at: systemClock.now(), ...options },
          host,
        ),
      ),
    )
}

const EXPLAINED = [
  'routes: each with route, its name, and says, what it thinks of the incident',
  'channels: ids of those where it would be told',
  'leads, times: which route led there; quiet hours and escalation',
  'notes: what was not said, though some route looks at it',
]

const EXAMPLES = [
  'deckwatch route explain --cluster prod-eu --namespace shop --severity critical',
  'deckwatch route explain --cluster prod-eu --namespace shop --detector image-pull --label team=shop',
  'deckwatch route explain --cluster prod-eu --detector node-not-ready --at 2026-01-14T23:00:00Z',
]

function readSeverity(value: string): ExplainOptions['severity'] {
  if (value === 'info' || value === 'warning' || value === 'critical') return value
  throw new InvalidArgumentError('Expected info, warning or critical.')
}
