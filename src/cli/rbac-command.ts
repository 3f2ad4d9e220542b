import { InvalidArgumentError, type Command } from 'commander'
import { isNamespace, isObjectName } from '../core/names.ts'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { documentOption } from './output.ts'
import type { RbacOptions, ServiceAccount } from './rbac.ts'

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
    .option('--service-account <name>', 'NAMESPACE/NAME they are bound to', readAccount, ACCOUNT)
    .option('--details', 'also what the threads of incidents show: logs and events', false)
    .addOption(documentOption('yaml'))
    .addHelpText('after', examples('deckwatch rbac', 'deckwatch rbac --details'))
    .action((options: RbacOptions) =>
      choose(async () => (await import('./rbac.ts')).rbac(options, host)),
    )
}

const ACCOUNT: ServiceAccount = { namespace: 'deckwatch', name: 'deckwatch' }

function readAccount(value: string): ServiceAccount {
  const [namespace = '', name = '', ...more] = value.split('/')
  if (isNamespace(namespace) && isObjectName(name) && more.length === 0) return { namespace, name }
  throw new InvalidArgumentError('Expected a namespace and a name, such as deckwatch/deckwatch.')
}
