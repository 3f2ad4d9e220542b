import type { Command, CommandContext } from '../../src/core/command.ts'
import { changeFlags, queryFlags, temporaryFlags } from '../../src/core/road/common-flags.ts'
import { bold, code, type Text, text, lower } from '../../src/core/text.ts'
import { type Part, type View, view } from '../../src/core/view.ts'
import type { Parameter, Parameters } from '../../src/core/words/parameters.ts'
import { flagSpelling, usageLine } from '../../src/core/words/usage.ts'
import { isUsable } from './is-usable.ts'

/** How one command is used, all of it taken from its declaration. */
export function commandHelp(command: Command, { desk }: CommandContext): View {
  const { name, aliases, summary, details } = command
  const also = aliases.length === 0 ? [] : [aliasPart(aliases)]
  const parts: Part[] = [
    { part: 'text', text: text`${code(`${desk.invocation} ${usageLine(command)}`)}` },
    ...(details === undefined ? [] : [{ part: 'text' as const, text: text`${details}` }]),
    {
      part: 'table',
      table: { columns: ['word', 'meaning'], rows: wordRows(command, commonFlags(command)) },
    },
    { part: 'text', text: examplesText(command, desk.invocation) },
    ...also,
    ...refusalPart(command, desk),
  ]
  return view('plain', text`${bold(name)}: ${lower(summary)}`, parts)
}

const aliasPart = (aliases: readonly string[]): Part => ({
  part: 'note',
  text: text`Also understood: ${aliases.join(', ')}`,
})

const wordRows = ({ parameters }: Command, common: Parameters): string[][] => [
  ...argumentRows(parameters),
  ...flagRows(parameters),
  ...flagRows(common),
]

function argumentRows(parameters: Parameters): string[][] {
  return Object.values<Parameter>(parameters).flatMap((parameter) =>
    parameter.is === 'positional'
      ? [
          [
            parameter.optional ? `[${parameter.placeholder}]` : parameter.placeholder,
            parameter.help,
          ],
        ]
      : [],
  )
}

function flagRows(parameters: Parameters): string[][] {
  return Object.entries<Parameter>(parameters).flatMap(([key, parameter]) =>
    parameter.is === 'positional' ? [] : [[flagSpelling(key, parameter), parameter.help]],
  )
}

function examplesText({ examples }: Command, invocation: string): Text {
  const lines = examples.flatMap((example) => text`\n${code(`${invocation} ${example}`)}`)
  return text`Examples:${lines}`
}

function refusalPart(command: Command, desk: CommandContext['desk']): Part[] {
  if (isUsable(command, desk)) return []
  return [{ part: 'warning', text: text`The policy does not open this command to you here.` }]
}

/** Flags that the road reads. An override takes the words of a change, with all its flags. */
function commonFlags(command: Command): Parameters {
  if (command.kind === 'override') return temporaryFlags
  if (command.kind !== 'change') return queryFlags
  return command.temporary ? temporaryFlags : changeFlags
}
