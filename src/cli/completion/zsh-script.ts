import { allCommands, type CommandNode, type OptionNode, type Values } from './command-tree.ts'

/** Completion for zsh, with what each word means beside it. */
export function zshScript(program: CommandNode): string {
  return `#compdef deckwatch
# zsh completion for deckwatch: source <(deckwatch completion zsh)
${allCommands(program).map(functionOf).join('\n')}
if [ "$funcstack[1]" = _deckwatch ]; then _deckwatch "$@"; else compdef _deckwatch deckwatch; fi
`
}

function functionOf(node: CommandNode): string {
  const { path, options, children, argument } = node
  const specs = options.map(optionSpec)
  if (children.length === 0) {
    const rest = argument ? [quoted(`*:: :${actionOf(argument)}`.replace('::', ':'))] : []
    return `${nameOf(path)}() {\n  _arguments ${[...specs, ...rest].join(' \\\n    ')}\n}`
  }
  const named = children.map(({ name, summary }) => quoted(`${name}:${summary}`))
  const cases = children.map((child) => `${child.name}) ${nameOf(child.path)} ;;`)
  return `${nameOf(path)}() {
  local curcontext="$curcontext" state line
  local -a commands=(${named.join(' ')})
  _arguments -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    rest) case $words[1] in ${cases.join(' ')} esac ;;
  esac
}`
}

function optionSpec({ long, short, summary, value }: OptionNode): string {
  const meaning = `[${summary.replaceAll(/[[\]]/g, String.raw`\$&`)}]`
  const wanted = value ? `: :${actionOf(value)}` : ''
  const spellings = [long, short].flatMap((name) =>
    name === undefined ? [] : [quoted(`${name}${meaning}${wanted}`)],
  )
  return spellings.join(' ')
}

function actionOf(values: Values): string {
  switch (values.are) {
    case 'words':
      return `(${values.words.join(' ')})`
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'clusters':
      return '{_values cluster ${(f)"$(deckwatch cluster-names 2>/dev/null)"}}'
    case 'anything':
      return ' '
  }
}

const nameOf = (path: string) => `_${path.replaceAll(/[ -]/g, '_')}`

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
