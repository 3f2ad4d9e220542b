import { type Command, InvalidArgumentError } from 'commander'
import { examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption } from './output.ts'
import type { StatusOptions } from './status.ts'

/** `status`. */
export function addStatusCommand(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  program
    .command('status')
    .description('Ask the running bot how it is; exits with 1 when it does not answer')
    .option('--url <url>', 'its health port', readUrl, 'http://127.0.0.1:8080')
    .option('--strict', 'exit with 1 when something is not well, too')
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...KEYS))
    .addHelpText(
      'after',
      examples(
        'deckwatch status',
        'kubectl exec deploy/deckwatch -- /nodejs/bin/node /app/deckwatch.js status',
      ),
    )
    .action((options: StatusOptions) =>
      choose(async () => (await import('./status.ts')).status(options, host)),
    )
}

const KEYS = [
  'version, at, startedAt: of the bot, and what time it is there',
  'state: well or degraded',
  'troubles: what is not well, each with what, since, nextStep, incident',
  'slack: mode, and how many connections are open of those wanted',
  'store: engine, state, awaySince',
  'clusters: name, environment, production, state, version, since, lastError',
  'watches: cluster, kind, namespace, state, lastHeard, objects, restarts, error',
  'incidents: open and muted',
  'backlog: messages that wait for Slack, and since when the oldest',
  'deadman: the dead man’s switch',
]

function readUrl(value: string): string {
  const url = URL.parse(value)
  if (url && /^https?:$/.test(url.protocol)) return value.replace(/\/+$/, '')
  throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:8080.')
}
