/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** Words as one command to be pasted. */
export const shellCommand = (...words: readonly string[]): string => words.map(shellWord).join(' ')
