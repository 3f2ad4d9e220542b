import { code, join, text } from '../../text.ts'
import { misread, read, type ValueFlag, valueFlag, withShort } from '../parameters.ts'

/** A flag with a few fixed values: `-o wide`. */
export function choiceFlag<const T extends string>(
  choices: readonly T[],
  help: string,
  short?: string,
): ValueFlag<T | undefined> {
  const known = new Map<string, T>(choices.map((choice) => [choice, choice]))
  const parse = (word: string) => {
    const choice = known.get(word)
    if (choice !== undefined) return read(choice)
    const listed = join(
      choices.map((name) => [code(name)]),
      ', ',
    )
    return misread(...text`${code(word.slice(0, 30))} is none of ${listed}`)
  }
  const flag = valueFlag(choices.join('|'), help, parse)
  return short === undefined ? flag : withShort(short, flag)
}
