import { InvalidArgumentError, type Command } from 'commander'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption, type Output } from './output.ts'

/** `run`, `validate` and `playground`. */
export function addRunningCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('run')
    .description('Start the bot')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .addHelpText(
      'after',
      examples('SLACK_BOT_TOKEN=… SLACK_APP_TOKEN=… deckwatch run --config deckwatch.yaml'),
    )
    .action(({ config }: { config: string }) =>
      choose(async () => (await import('./run.ts')).run(config, host)),
    )
  program
    .command('validate')
    .description('Check a configuration file, its identities and its policy, without a network')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...VALIDATED))
    .addHelpText('after', examples('deckwatch validate --config deckwatch.yaml'))
    .action((options: { config: string; output: Output }) =>
      choose(async () => (await import('./validate.ts')).validate(options, host)),
    )
  program
    .command('playground')
    .description('Try the bot in a browser, with an embedded Slack and an embedded cluster')
    .option('--port <number>', 'port of the page; 0 takes a free one', readPort, 4400)
    .addHelpText('after', examples('deckwatch playground', 'deckwatch playground --port 8080'))
    .action(({ port }: { port: number }) =>
      choose(async () => (await import('./playground.ts')).playground(port, host)),
    )
}

const VALIDATED = [
  'valid: whether all is well',
  'problems: what is not, each with its message and, where known, file, line and path',
  'clusters: their names',
  'people: how many are mapped by name',
  'policy: its file',
  'rules: how many it has',
  'secrets: files that hold them, by the name of their variable',
  'warnings: what works and should not stay so',
]

function readPort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a port from 0 to 65535.')
}
