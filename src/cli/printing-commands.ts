import { Argument, type Command } from 'commander'
import { examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { documentOption, type DocumentOutput } from './output.ts'

/** `manifest`, `schema` and `version`. */
export function addPrintingCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('manifest')
    .description('Print the Slack app manifest with the scopes that this configuration needs')
    .option('--config <file>', 'configuration file; without it, the defaults')
    .option('--url <url>', 'public address of the bot, for `http` mode')
    .addOption(documentOption('json'))
    .addHelpText(
      'after',
      examples('deckwatch manifest', 'deckwatch manifest --config deckwatch.yaml'),
    )
    .action((options: { config?: string; url?: string; output: DocumentOutput }) =>
      choose(async () => (await import('./manifest.ts')).manifest(options, host)),
    )
  program
    .command('schema')
    .description('Print the JSON Schema of a file, for editors')
    .addArgument(new Argument('<file>', 'which file').choices(['config', 'policy']))
    .addHelpText('after', examples('deckwatch schema config > config.schema.json'))
    .action((name: 'config' | 'policy') =>
      choose(async () => (await import('./schema.ts')).schema(name, host)),
    )
  program
    .command('version')
    .description('Print the version')
    .addHelpText('after', examples('deckwatch version'))
    .action(() => choose(async () => (await import('./version.ts')).printVersion(host)))
}
