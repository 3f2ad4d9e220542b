import type { Command, CommandContext } from '../../src/core/command.ts'

/** Whether a command is open to this person here, for at least some object; decisions ask of each plan. */
export function isUsable(command: Command, desk: CommandContext['desk']): boolean {
  const { judge, facts } = desk
  switch (command.kind) {
    case 'decision':
      return true
    case 'override':
      return judge.breakGlass?.mayUse(facts.actor) ?? false
    case 'query':
      return !command.cluster || judge.could({ ...facts, command: command.name, risk: 'read' })
    case 'change':
      return command.judgedAsAnother
        ? desk.commands.some((other) => isOwnChange(other) && isUsable(other, desk))
        : judge.could({ ...facts, command: command.name, risk: 'change' })
  }
}

/** What takes back a change is open to whoever may make one. */
const isOwnChange = (command: Command) => command.kind === 'change' && !command.judgedAsAnother
