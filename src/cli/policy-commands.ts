import { type Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../telemetry/system-seams.ts'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { readPair, readTime } from './option-values.ts'
import { jsonKeys, outputOption, type Output } from './output.ts'

type ExplainOptions = {
  readonly config: string
  readonly as: string
  readonly cluster?: string
  readonly channel?: string
  readonly replicasNow?: number
  readonly at?: Date
  readonly label?: Readonly<Record<string, string>>
  readonly annotation?: Readonly<Record<string, string>>
  readonly output: Output
}

/** `policy explain` and `policy test`: the bot's own engine, asked offline. */
export function addPolicyCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  const policy = program.command('policy').description('Ask the policy what it would say')
  addExplain(policy, host, choose)
  addTest(policy, host, choose)
}

function addExplain(policy: Command, host: Host, choose: (action: Action) => void): void {
  policy
    .command('explain')
    .description('Say what the policy decides for a person and a command, and why')
    .requiredOption('--as <user>', 'Slack user id or Kubernetes user, from the identity map')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--cluster <name>', 'cluster; default: -c in the words, the channel’s, the only one')
    .option('--channel <id>', 'Slack channel id; default: a direct message')
    .option('--replicas-now <number>', 'replicas that run now, for rules about the size', readCount)
    .option('--at <time>', 'moment to ask about, e.g. 2026-01-14T12:00:00Z; default: now', readTime)
    .option('--label <key=value>', 'a label of the object; may be given again', readPair)
    .option('--annotation <key=value>', 'an annotation of it; may be given again', readPair)
    .argument('<words...>', 'the command as typed in Slack, behind --')
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...EXPLAINED))
    .addHelpText('after', examples(...EXPLAIN_EXAMPLES))
    .action((words: string[], options: ExplainOptions) =>
      choose(async () =>
        (await import('./policy-explain.ts')).explain(
          { at: systemClock.now(), ...options, words },
          host,
        ),
      ),
    )
}

function addTest(policy: Command, host: Host, choose: (action: Action) => void): void {
  policy
    .command('test')
    .description('Run cases against the policy; exits with 1 when one fails')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .argument('<file>', 'cases in YAML')
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...TESTED))
    .addHelpText('after', examples('deckwatch policy test policy.test.yaml'))
    .action((file: string, options: { config: string; output: Output }) =>
      choose(async () => (await import('./policy-test.ts')).testPolicy({ ...options, file }, host)),
    )
}

const EXPLAIN_EXAMPLES = [
  'deckwatch policy explain --as U0123456789 -- scale deploy/web 0 -n shop',
  'deckwatch policy explain --as U0123456789 --label team=shop -- restart deploy/web -n shop',
  'deckwatch policy explain --as anna@example.com --channel C0123456789 -- get pods',
]

const EXPLAINED = [
  'answers: one for each object, with facts, roles, verdict, rules, freezes and mayBreakGlass',
  'notes: what could not be known here',
]

const TESTED = [
  'passed, failed: how many cases',
  'cases: each with name, line, passed, expected, got and verdict',
]

function readCount(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Expected a number.')
}
