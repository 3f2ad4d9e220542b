import type { Command } from 'commander'
import { type Action, DEFAULT_CONFIG, examples } from './command-help.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption } from './output.ts'
import type { CopyOptions } from './store-copy.ts'

/** `store copy`: a backup while the bot runs, or the way to the other engine. */
export function addStoreCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('store')
    .description('Look after the store')
    .command('copy')
    .description('Copy the whole store into a new one, also while the bot runs')
    .requiredOption(
      '--to <store>',
      'an SQLite file that is not there yet, or env:NAME, a variable that holds the URL of an empty PostgreSQL',
    )
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .addOption(outputOption())
    .addHelpText('after', jsonKeys('rows: how many were copied', 'to: engine of the new store'))
    .addHelpText(
      'after',
      examples(
        'deckwatch store copy --to backup.sqlite',
        'deckwatch store copy --to env:NEW_DATABASE_URL',
      ),
    )
    .action((options: CopyOptions) =>
      choose(async () => (await import('./store-copy.ts')).copy(options, host)),
    )
}
