import { readName } from '../../names.ts'
import { type Positional, positional } from '../parameters.ts'

/** `node-1`, also as `node/node-1`. */
export function nodeArgument(help: string): Positional<string> {
  return positional('NODE', help, ([word = '']) => readName(word.replace(/^(?:nodes?|no)\//, '')))
}
