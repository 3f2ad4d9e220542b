import { CommanderError } from 'commander'
import { DeckwatchError, UsageError } from '../core/errors.ts'
import type { Action } from './command-help.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { tellError } from './tell-error.ts'
import { describeProgram } from './describe-program.ts'

/** Does what the command line says. Never rejects; the exit code tells how it went. */
export async function runCli(host: Host): Promise<ExitCode> {
  const chosen: Action[] = []
  const program = describeProgram(host, (action) => void chosen.push(action))
  try {
    program.parse([...host.args], { from: 'user' })
    return (await chosen[0]?.()) ?? EXIT.fine
  } catch (error) {
    return exitCodeOf(error, host)
  }
}

function exitCodeOf(error: unknown, host: Host): ExitCode {
  // Commander has already written what it had to say; help asked for is no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
  tellError(error, host)
  if (error instanceof DeckwatchError && error.code === 'broken-off') return EXIT.brokenOff
  if (error instanceof UsageError) return EXIT.usage
  return error instanceof DeckwatchError ? EXIT.wrong : EXIT.broke
}
