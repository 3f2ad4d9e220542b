import { type Command, InvalidArgumentError, Option } from 'commander'
import { isNamespace, isObjectName } from '../core/names.ts'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { documentOption, type DocumentOutput } from './output.ts'
import type { Subject } from './rbac-manifest.ts'

type Options = {
  readonly config: string
  readonly cluster?: string
  readonly serviceAccount: Subject
  readonly user?: Subject
  readonly group?: Subject
  readonly details?: boolean
  readonly output: DocumentOutput
  readonly impersonation: 'by-name' | 'constrained'
  readonly kind: readonly string[]
}

/** `rbac`. */
export function addRbacCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('rbac')
    .description('Print the rights that this configuration needs in a cluster, and no others')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--cluster <name>', 'cluster that they are for; needed where there are several')
    .addOption(
      new Option('--service-account <name>', 'NAMESPACE/NAME they are bound to')
        .argParser(readAccount)
        .default(ACCOUNT, `${ACCOUNT.namespace}/${ACCOUNT.name}`),
    )
    .addOption(boundTo('User', 'user they are bound to, for a bot that comes from elsewhere'))
    .addOption(boundTo('Group', 'group they are bound to, likewise'))
    .option('--details', 'also what the threads of incidents show: logs and events')
    .addOption(documentOption('yaml'))
    .addOption(
      new Option('--impersonation <manner>', 'constrained: act as people only so far (1.35)')
        .choices(['by-name', 'constrained'])
        .default('by-name'),
    )
    .addOption(
      new Option('--kind <kind.group>', 'custom kind that people may see, when constrained')
        .argParser(collect)
        .default([], 'none'),
    )
    .addHelpText('after', examples(...EXAMPLES))
    .action(({ user, group, serviceAccount, ...options }: Options) => {
      const subject = user ?? group ?? serviceAccount
      choose(async () => (await import('./rbac.ts')).rbac({ ...options, subject }, host))
    })
}

const EXAMPLES = [
  'deckwatch rbac --details',
  'deckwatch rbac --cluster prod-eu --user deckwatch@example.com',
]

function collect(value: string, before: readonly string[]): readonly string[] {
  if (/^[a-z][a-z0-9-]*(?:\.[a-z0-9.-]+)?$/.test(value)) return [...before, value]
  throw new InvalidArgumentError('Expected plural and group, such as rollouts.argoproj.io.')
}

const ACCOUNT = { kind: 'ServiceAccount', namespace: 'deckwatch', name: 'deckwatch' } as const

function readAccount(value: string): Subject {
  const [namespace = '', name = '', ...more] = value.split('/')
  if (isNamespace(namespace) && isObjectName(name) && more.length === 0)
    return { kind: 'ServiceAccount', namespace, name }
  throw new InvalidArgumentError('Expected a namespace and a name, such as deckwatch/deckwatch.')
}

/** `--user NAME` or `--group NAME`: the API server knows the bot by its certificate or its identity provider. */
function boundTo(kind: 'User' | 'Group', description: string): Option {
  const others = ['user', 'group', 'serviceAccount'].filter((name) => name !== kind.toLowerCase())
  return new Option(`--${kind.toLowerCase()} <name>`, description)
    .argParser((name): Subject => {
      if (name.trim() === name && name !== '') return { kind, name }
      throw new InvalidArgumentError('Expected a name.')
    })
    .conflicts(others)
}
