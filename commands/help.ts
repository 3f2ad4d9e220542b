import { type Command, type CommandContext, defineQuery } from '../src/core/command.ts'
import { findCommand } from '../src/core/words/find-command.ts'
import { optional, positional, read } from '../src/core/words/parameters.ts'
import { bold, code, type Text, text } from '../src/core/text.ts'
import { type Part, type View, view } from '../src/core/view.ts'
import { commandHelp } from './help/command-help.ts'
import { isUsable } from './help/is-usable.ts'

/** `help`: what this person may use here, or how one command is used. */
export const help = defineQuery({
  name: 'help',
  summary: 'List what you can use here, or explain one command',
  parameters: {
    command: optional(
      positional('COMMAND', 'the command to explain', (words) => ({
        ...read(words.join(' ')),
        used: words.length,
      })),
    ),
  },
  examples: ['help', 'help scale', 'help rollout status'],
  cluster: false,
  access: async () => [],
  run: async ({ command: name }, context) => {
    if (name === undefined) return overview(context)
    const { command } = findCommand(context.desk.commands, name.split(' '))
    return commandHelp(command, context)
  },
})

function overview(context: CommandContext): View {
  const { desk } = context
  const usable = desk.commands.filter((command) => isUsable(command, desk))
  const hidden = desk.commands.length - usable.length
  const parts: Part[] = [
    ...group(
      'Look',
      usable.filter(({ kind }) => kind === 'query'),
    ),
    ...group(
      'Change',
      usable.filter(({ kind }) => kind === 'change' || kind === 'override'),
    ),
    ...group(
      'Decide',
      usable.filter(({ kind }) => kind === 'decision'),
    ),
    { part: 'text', text: text`${code(`${desk.invocation} help scale`)} explains one command.` },
  ]
  const rest =
    hidden === 0 ? '' : ` · ${hidden} more ${hidden === 1 ? 'is' : 'are'} not open to you here`
  const footer = text`${whereOf(context)}${rest}`
  return { ...view('plain', text`${bold('What you can use here')}`, parts), footer }
}

function whereOf({ desk }: CommandContext): Text {
  const { name, environment } = desk.facts.cluster
  const where = text`on ${code(name)} (${environment})`
  if (desk.clusters().length < 2) return where
  return desk.meantHere === undefined
    ? text`${where}; this channel has no default: add ${code('-c NAME')}`
    : text`${where}; other clusters with ${code('-c NAME')}`
}

function group(title: string, commands: readonly Command[]): Part[] {
  if (commands.length === 0) return []
  const rows = commands.map(({ name, summary }) => [name, summary])
  return [{ part: 'table', table: { columns: [title, 'what it does'], rows } }]
}
