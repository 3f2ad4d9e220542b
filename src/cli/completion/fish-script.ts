import { allCommands, type CommandNode, type Values } from './command-tree.ts'

/** Completion for fish. */
export function fishScript(program: CommandNode): string {
  const lines = allCommands(program).flatMap(linesOf)
  return `# fish completion for deckwatch: deckwatch completion fish | source
function __deckwatch_at
    set -l words (commandline -opc)
    set -l path
    for word in $words
        string match -q -- '-*' $word; or set -a path $word
    end
    test (string join ' ' $path[1..(count (string split ' ' $argv[1]))]) = $argv[1]
    and not contains -- "$path[$(math (count (string split ' ' $argv[1])) + 1)]" $argv[2..-1]
end
complete -c deckwatch -f
${lines.join('\n')}
`
}

function linesOf({ path, children, options, argument }: CommandNode): string[] {
  const names = children.map(({ name }) => name)
  // Where a word below it has been said, it is that one's turn.
  const when = `-n ${quoted(['__deckwatch_at', quotedTwice(path), ...names].join(' '))}`
  const start = `complete -c deckwatch ${when}`
  return [
    ...children.map(({ name, summary }) => `${start} -a ${name} -d ${quoted(summary)}`),
    ...(argument ? [`${start} ${offer(argument)}`] : []),
    ...options.map(({ long, short, summary, value }) => {
      const names = `-l ${long.replace(/^--/, '')}${short === undefined ? '' : ` -s ${short.slice(1)}`}`
      return `${start} ${names} -d ${quoted(summary)}${value ? ` -r ${offer(value)}` : ''}`
    }),
  ]
}

function offer(values: Values): string {
  switch (values.are) {
    case 'words':
      return `-a ${quoted(values.words.join(' '))}`
    case 'files':
      return '-F'
    case 'folders':
      return `-a '(__fish_complete_directories)'`
    case 'clusters':
      return `-a '(deckwatch cluster-names 2>/dev/null)'`
    case 'anything':
      return ''
  }
}

const quoted = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
const quotedTwice = (text: string) => `"${text}"`
