import { spellWords } from './spell-words.ts'
import { tokenize } from './tokenize.ts'

/** The words as they were said, but for these flags (`--at`) and their values. */
export function withoutFlags(words: string, flags: readonly string[]): string {
  const kept: string[] = []
  const queue = tokenize(words)
  let isLeft = false
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      kept.push(word, ...queue)
      break
    }
    const [name = '', value] = word.split('=', 2)
    if (!flags.includes(name)) kept.push(word)
    else {
      isLeft = true
      if (value === undefined) queue.shift()
    }
  }
  return isLeft ? spellWords(kept) : words
}
