import type { Command } from 'commander'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'

type ExplainOptions = {
  readonly config: string
  readonly as: string
  readonly cluster?: string
  readonly channel?: string
}

/** `policy explain` and `policy test`: the bot's own engine, asked offline. */
export function addPolicyCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  const policy = program.command('policy').description('Ask the policy what it would say')
  policy
    .command('explain')
    .description('Say what the policy decides for a person and a command, and why')
    .requiredOption('--as <user>', 'Slack user id or Kubernetes user, from the identity map')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--cluster <name>', 'cluster; default: -c in the words, the channel’s, the only one')
    .option('--channel <id>', 'Slack channel id; default: a direct message')
    .argument('<words...>', 'the command as typed in Slack, behind --')
    .addHelpText('after', examples(...EXPLAIN_EXAMPLES))
    .action((words: string[], options: ExplainOptions) =>
      choose(async () =>
        (await import('./policy-explain.ts')).explain({ ...options, words }, host),
      ),
    )
  policy
    .command('test')
    .description('Run cases against the policy; exits with 1 when one fails')
    .argument('<file>', 'cases in YAML')
    .addHelpText('after', examples('deckwatch policy test policy.test.yaml'))
    .action((file: string) =>
      choose(async () => (await import('./policy-test.ts')).testPolicy(file, host)),
    )
}

const EXPLAIN_EXAMPLES = [
  'deckwatch policy explain --as U0123456789 -- scale deploy/web 0 -n shop',
  'deckwatch policy explain --as anna@example.com --channel C0123456789 -- get pods',
]
