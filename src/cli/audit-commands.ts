import { type Command, InvalidArgumentError } from 'commander'
import { parseDuration } from '../core/words/duration.ts'
import type { Checkpoint } from '../store/audit/verify.ts'
import { systemClock } from '../telemetry/system-seams.ts'
import { parseCheckpoint } from './audit-checkpoints.ts'
import { DEFAULT_CONFIG, examples, type Action } from './command-help.ts'
import type { Host } from './host.ts'
import { jsonKeys, outputOption, type Output } from './output.ts'

type VerifyOptions = {
  readonly config: string
  readonly expect?: Checkpoint
  readonly expectFile?: string
  readonly output: Output
}

type ExportOptions = {
  readonly config: string
  readonly since?: Date
  readonly user?: string
  readonly object?: string
}

/** `audit verify` and `audit export`: the trail as it lies in the store, whether the bot runs or not. */
export function addAuditCommands(
  program: Command,
  host: Host,
  choose: (action: Action) => void,
): void {
  const audit = program.command('audit').description('Check or print the audit trail')
  audit
    .command('verify')
    .description('Find a record that was edited, deleted, moved or cut off; exits with 1 then')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option(
      '--expect <seq:hash>',
      'checkpoint of an earlier run that must still be there',
      readCheckpoint,
    )
    .option('--expect-file <file>', 'file of such checkpoints, one a line')
    .addOption(outputOption())
    .addHelpText('after', jsonKeys(...VERIFIED))
    .addHelpText(
      'after',
      examples('deckwatch audit verify', `deckwatch audit verify --expect ${EXAMPLE}`),
    )
    .action((options: VerifyOptions) =>
      choose(async () => (await import('./audit-verify.ts')).verifyAudit(options, host)),
    )
  addExport(audit, host, choose)
}

function addExport(audit: Command, host: Host, choose: (action: Action) => void): void {
  audit
    .command('export')
    .description('Print the records, oldest first, one JSON object a line')
    .option('--config <file>', 'configuration file', DEFAULT_CONFIG)
    .option('--since <time>', 'only later ones: 2h, or 2026-01-14T12:00:00Z', readSince)
    .option('--user <user>', 'only of this Slack user id or Kubernetes user')
    .option('--object <name>', 'only about this object: [NAMESPACE/]KIND/NAME', readObject)
    .addHelpText(
      'after',
      examples(
        'deckwatch audit export --since 24h',
        'deckwatch audit export --object shop/deployment/web',
      ),
    )
    .action((options: ExportOptions) =>
      choose(async () => (await import('./audit-export.ts')).exportAudit(options, host)),
    )
}

const VERIFIED = [
  'holds: whether every record is as it was written',
  'records: how many; checkpoint: of the newest',
  'brokenAt: number of the first record that is not; why: what is wrong with it',
]

const EXAMPLE = `1234:${'8c6f'.repeat(16)}`

function readCheckpoint(value: string): Checkpoint {
  const checkpoint = parseCheckpoint(value)
  if (checkpoint) return checkpoint
  throw new InvalidArgumentError('Expected SEQ:HASH, as an earlier run printed it.')
}

function readSince(value: string): Date {
  const duration = parseDuration(value)
  const time = duration === undefined ? Date.parse(value) : systemClock.now().getTime() - duration
  if (!Number.isNaN(time)) return new Date(time)
  throw new InvalidArgumentError(
    'Expected a duration such as 2h or a time such as 2026-01-14T12:00:00Z.',
  )
}

function readObject(value: string): string {
  if (/^(?:[^/]+\/)?[^/]+\/[^/]+$/.test(value)) return value
  throw new InvalidArgumentError('Expected KIND/NAME or NAMESPACE/KIND/NAME.')
}
