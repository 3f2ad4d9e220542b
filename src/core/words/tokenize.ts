import { code, text } from '../text.ts'
import { UsageError } from '../errors.ts'

/** Marks that phones put in place of straight quotes, with what closes each. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“"',
  '”': '”“"',
  '‘': "’‘'",
  '’': "’‘'",
}
/** A long dash stands for two short ones, before a single letter for one. */
const PHONE_DASH = /^[—–](?=[\p{L}])/u
const PHONE_SHORT = /^[—–](?=[\p{L}](?:\s|$))/u
const SLACK_ENTITY = /^<[^<>\s][^<>]*>/u
const SPACE = /\s/u

/**
 * Splits what somebody typed into words: quotes as in a shell, but nothing is ever expanded or executed.
 * Phone quotes and dashes are understood; `<@U1|bob>` stays one word. Throws UsageError for an open quote.
 */
export function tokenize(input: string): string[] {
  const words: string[] = []
  let rest = input.trimStart()
  while (rest !== '') {
    const [word, after] = readWord(rest)
    words.push(word)
    rest = after.trimStart()
  }
  return words
}

function readWord(input: string): [word: string, rest: string] {
  let word = ''
  let rest = input.replace(PHONE_SHORT, '-').replace(PHONE_DASH, '--')
  while (rest !== '' && !SPACE.test(rest[0] ?? '')) {
    const [piece, after] = readPiece(rest, word)
    word += piece
    rest = after
  }
  return [word, rest]
}

function readPiece(rest: string, before: string): [piece: string, rest: string] {
  const first = rest[0] ?? ''
  const entity = SLACK_ENTITY.exec(rest)
  if (entity) return [entity[0], rest.slice(entity[0].length)]
  if (first === '\\' && rest.length > 1) return [rest[1] ?? '', rest.slice(2)]
  const isApostrophe = first === '’' && before !== ''
  const closers = CLOSERS[first]
  return closers && !isApostrophe ? readQuoted(rest, closers) : [first, rest.slice(1)]
}

function readQuoted(rest: string, closers: string): [piece: string, rest: string] {
  let piece = ''
  for (let i = 1; i < rest.length; i++) {
    const char = rest[i] ?? ''
    const next = rest[i + 1]
    if (closers.includes(char)) return [piece, rest.slice(i + 1)]
    const escapes = char === '\\' && rest[0] !== "'" && next !== undefined
    if (escapes && (closers.includes(next) || next === '\\')) {
      piece += next
      i++
    } else piece += char
  }
  throw new UsageError('open-quote', text`The quote in ${code(rest.slice(0, 20))} is never closed.`)
}
