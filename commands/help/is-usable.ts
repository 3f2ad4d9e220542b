import type { Command, CommandContext } from '../../src/core/command.ts'

/** Whether a command is open to this person here, for at least some object; decisions and undo ask of each plan. */
export function isUsable(command: Command, { judge, facts }: CommandContext['desk']): boolean {
  switch (command.kind) {
    case 'decision':
      return true
    case 'override':
      return judge.breakGlass?.mayUse(facts.actor) ?? false
    case 'query':
      return !command.cluster || judge.could({ ...facts, command: command.name, risk: 'read' })
    case 'change':
      return (
        command.judgedAsAnother || judge.could({ ...facts, command: command.name, risk: 'change' })
      )
  }
}
