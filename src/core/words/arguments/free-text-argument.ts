import { text } from '../../text.ts'
import { oneLine } from '../one-line.ts'
import { misread, type Positional, positional, read } from '../parameters.ts'

const LONGEST = 500

/** Everything that is left, as one line: quotes are welcome, not needed. */
export function freeTextArgument(placeholder: string, help: string): Positional<string> {
  return positional(placeholder, help, (words) => {
    const line = oneLine(words.join(' '))
    if (line === '') return misread(...text`${placeholder} is empty: ${help}`)
    if (line.length > LONGEST) return misread(...text`at most ${LONGEST} characters`)
    return { ...read(line), used: words.length }
  })
}
