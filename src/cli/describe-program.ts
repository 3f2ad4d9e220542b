import { Command } from 'commander'
import { addAuditCommands } from './audit-commands.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addInitCommand } from './init-command.ts'
import { addPolicyCommands } from './policy-commands.ts'
import { addPrintingCommands } from './printing-commands.ts'
import { addRbacCommand } from './rbac-command.ts'
import { addReplayCommand } from './replay-command.ts'
import { addRouteCommands } from './route-commands.ts'
import { addRunningCommands } from './running-commands.ts'
import { addStoreCommands } from './store-commands.ts'
import { addStatusCommand } from './status-command.ts'
import { VERSION } from './version.ts'
import { addCompletionCommand } from './completion-command.ts'
import type { Action } from './command-help.ts'
import type { Host } from './host.ts'

const EXIT_CODES = `
Exit codes: 0 fine; 1 what was asked about is wrong; 2 the words were not understood;
3 the bot cannot start; 4 the program broke; 130 broken off with ctrl-C.`

/** Declares every command; what one does is loaded when it is chosen. */
export function describeProgram(host: Host, choose: (action: Action) => void): Command {
  const program = new Command('deckwatch')
    .description(
      'Chat-ops for Kubernetes: slash commands in Slack, run as the person who typed them.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: host.out, writeErr: host.err })
    .showHelpAfterError('Add --help for usage and examples.')
    .addHelpText('after', EXIT_CODES)
  addInitCommand(program, host, choose)
  addRunningCommands(program, host, choose)
  addDoctorCommand(program, host, choose)
  addStatusCommand(program, host, choose)
  addPolicyCommands(program, host, choose)
  addRouteCommands(program, host, choose)
  addReplayCommand(program, host, choose)
  addAuditCommands(program, host, choose)
  addStoreCommands(program, host, choose)
  addPrintingCommands(program, host, choose)
  addRbacCommand(program, host, choose)
  addCompletionCommand(program, host, choose)
  return program
}
