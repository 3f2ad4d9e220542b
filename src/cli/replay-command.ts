import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../core/words/duration.ts'
import { type Action, DEFAULT_CONFIG, examples } from './command-help.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption, type Output } from './output.ts'

type Options = {
  readonly config: string
  readonly cluster?: string
  readonly linger: number
  readonly output: Output
}

const QUARTER_MS = 15 * 60_000

/** `replay`: recorded changes through the bot's own detectors and routes. */
export function addReplayCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('replay')
    .description(
      'Print what would have been posted, from recorded changes and alerts; needs no network',
    )
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--cluster <name>', 'cluster that was recorded; default: the only one')
    .addOption(
      new Option('--linger <duration>', 'how long time goes on behind the last record')
        .argParser(readLinger)
        .default(QUARTER_MS, '15m'),
    )
    .addOption(outputOption())
    .argument('<files...>', 'recordings of one time, one for each kind; - reads standard input')
    .addHelpText('after', `${RECORDING}${jsonKeys(...TOLD)}`)
    .addHelpText('after', examples(...EXAMPLES))
    .action((files: string[], options: Options) =>
      choose(async () => (await import('./replay.ts')).replayFile({ ...options, files }, host)),
    )
}

const RECORDING = `
A recording is what kubectl prints of a watch: objects as JSON, each in an event of type
ADDED, MODIFIED or DELETED. An event may say when it was ("at": "2026-01-14T12:00:00Z");
else the newest time in the object counts. Time never goes back. Bodies of Alertmanager's
webhook are played beside it, each with "at" where it says when it came.
`

const TOLD = [
  'at, action: when, and post or edit; one object a line, for each message',
  'key: of the message; channel, or threadOf: where it is; route: which one led there',
  'title, lines: what it says',
]

const EXAMPLES = [
  'kubectl get pods -A -w --output-watch-events -o json > pods.json',
  'deckwatch replay pods.json deployments.json replicasets.json',
  'deckwatch replay pods.json alerts.json',
  'deckwatch replay --output json --cluster prod-eu - < pods.json',
]

function readLinger(value: string): number {
  const ms = parseDuration(value)
  if (ms !== undefined && ms <= 7 * 86_400_000) return ms
  throw new InvalidArgumentError('Expected a duration of at most 7d, such as 15m.')
}
