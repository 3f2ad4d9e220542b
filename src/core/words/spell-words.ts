/** Words as somebody would type them, so that reading them gives the same words: what needs quotes has them. */
export const spellWords = (words: readonly string[]): string => words.map(spell).join(' ')

const PLAIN = /^[A-Za-z0-9-][\w./:=,@%+!-]*$/

const spell = (word: string) =>
  PLAIN.test(word) ? word : `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`
