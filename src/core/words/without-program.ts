const PROGRAMS = ['kubectl', 'k']

/** People paste what they type in a terminal: the program's own name says nothing here. */
export function withoutProgram(words: readonly string[]): readonly string[] {
  const [first = ''] = words
  return PROGRAMS.includes(first.toLowerCase()) ? words.slice(1) : words
}
