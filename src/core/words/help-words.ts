const HELP = ['--help', '-h', '-?']

/** Nothing said means `help`; `scale … --help` means `help scale …`. */
export function helpFirst(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  const flags = end === -1 ? words : words.slice(0, end)
  if (words.length === 0) return ['help']
  if (!flags.some((word) => HELP.includes(word))) return words
  const named = flags.filter((word) => !word.startsWith('-'))
  return named[0] === 'help' ? named : ['help', ...named]
}
