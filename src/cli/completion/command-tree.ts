import type { Argument, Command, Option } from 'commander'

/** What can stand somewhere on the command line. */
export type Values =
  | { readonly are: 'words'; readonly words: readonly string[] }
  | { readonly are: 'files' | 'folders' | 'clusters' | 'anything' }

export type CommandNode = {
  /** From the program's name on: `deckwatch policy explain`. */
  readonly path: string
  readonly name: string
  readonly summary: string
  readonly children: readonly CommandNode[]
  readonly options: readonly OptionNode[]
  readonly argument: Values | undefined
}

export type OptionNode = {
  readonly long: string
  readonly short: string | undefined
  readonly summary: string
  /** Undefined for one that stands alone. */
  readonly value: Values | undefined
}

/** The commands as they are declared, with what each of their words can be; `chatWords` are said in Slack. */
export function commandTree(
  command: Command,
  chatWords: readonly string[],
  above?: string,
): CommandNode {
  const path = above === undefined ? command.name() : `${above} ${command.name()}`
  const help = command.createHelp()
  const [argument] = command.registeredArguments
  return {
    path,
    name: command.name(),
    summary: command.description(),
    children: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map((child) => commandTree(child, chatWords, path)),
    options: help.visibleOptions(command).map(optionNode),
    argument: argument && argumentValues(argument, chatWords),
  }
}

function optionNode(option: Option): OptionNode {
  const { long, short, description } = option
  return {
    long: long ?? '',
    short,
    summary: description,
    value: option.required || option.optional ? optionValues(option) : undefined,
  }
}

function optionValues({ argChoices, flags, description }: Option): Values {
  if (argChoices) return { are: 'words', words: argChoices }
  if (flags === '--cluster <name>' && description.startsWith('cluster')) return { are: 'clusters' }
  return placesOf(flags)
}

function argumentValues(argument: Argument, chatWords: readonly string[]): Values {
  if (argument.argChoices) return { are: 'words', words: argument.argChoices }
  const name = argument.name()
  return name === 'words' ? { are: 'words', words: chatWords } : placesOf(`<${name}>`)
}

function placesOf(flags: string): Values {
  if (/<files?>$/.test(flags)) return { are: 'files' }
  return { are: flags.endsWith('<folder>') ? 'folders' : 'anything' }
}

/** The command itself and all below it. */
export const allCommands = (node: CommandNode): readonly CommandNode[] => [
  node,
  ...node.children.flatMap(allCommands),
]
