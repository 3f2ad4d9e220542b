const COMMANDS = /(?:(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069])+/gu

/** Words for a terminal, which obeys what it is told: no control characters but line breaks, no turned direction. */
export const harmless = (words: string): string => words.replaceAll(COMMANDS, ' ')

/** The same in one line, so that nothing in it can pass for another one. */
export const harmlessLine = (words: string): string => harmless(words.replaceAll('\n', ' '))
