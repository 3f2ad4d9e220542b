import { readName } from '../../names.ts'
import { positional, type Positional, read } from '../parameters.ts'
import { type ObjectWord, objectArgument } from './object-argument.ts'

/** As `objectArgument`, but a single bare word is the name of a pod. */
export function podOrObjectArgument(help: string): Positional<ObjectWord> {
  const object = objectArgument(help)
  return positional('POD|KIND/NAME', help, (words) => {
    const [only = '', ...others] = words
    if (others.length > 0 || only.includes('/')) return object.take(words)
    const name = readName(only)
    return name.ok ? read({ kind: 'pods', name: name.value }) : name
  })
}
