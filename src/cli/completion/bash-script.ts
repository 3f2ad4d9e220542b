import { allCommands, type CommandNode, type Values } from './command-tree.ts'

/** Completion for bash, 3.2 and newer. */
export function bashScript(program: CommandNode): string {
  const nodes = allCommands(program)
  return `# bash completion for deckwatch: eval "$(deckwatch completion bash)"
_deckwatch() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path=deckwatch config= i word
  # bash takes --option=value apart.
  if [ "$cur" = = ]; then cur=; elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      --config) config=\${COMP_WORDS[i+1]} ;;
      --) prev= ;;
    esac
    case "$path $word" in
      ${nodes
        .slice(1)
        .map(({ path }) => quoted(path))
        .join(' | ')}) path="$path $word" ;;
    esac
  done
  COMPREPLY=()
  case "$path $prev" in
${nodes.flatMap(optionCases).join('\n')}
  esac
  case $path in
${nodes.map(wordCase).join('\n')}
  esac
}
complete -F _deckwatch deckwatch
`
}

function optionCases({ path, options }: CommandNode): string[] {
  return options.flatMap(({ long, short, value }) => {
    if (!value) return []
    const names = [long, short].filter((name) => name !== undefined)
    return [
      `    ${names.map((name) => quoted(`${path} ${name}`)).join(' | ')}) ${offer(value)}; return ;;`,
    ]
  })
}

function wordCase({ path, children, options, argument }: CommandNode): string {
  const flags = options.map(({ long }) => long)
  const names = children.map(({ name }) => name)
  const ownWords = children.length > 0 ? { are: 'words' as const, words: names } : argument
  const dashed = offer({ are: 'words', words: flags })
  return `    ${quoted(path)}) case $cur in -*) ${dashed} ;; *) ${ownWords ? offer(ownWords) : ':'} ;; esac ;;`
}

function offer(values: Values): string {
  switch (values.are) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(values.words.join(' '))} -- "$cur"))`
    case 'files':
      return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))'
    case 'folders':
      return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur"))'
    case 'clusters':
      return 'COMPREPLY=($(compgen -W "$(deckwatch cluster-names ${config:+--config "$config"} 2>/dev/null)" -- "$cur"))'
    case 'anything':
      return ':'
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
