import { readName } from '../../names.ts'
import { code, text } from '../../text.ts'
import { misread, type Positional, positional, read, type Reading } from '../parameters.ts'

/** An object as somebody named it: the kind is still a word that only a cluster can resolve. */
export type ObjectWord = { readonly kind: string; readonly name: string }

const KIND_WORD = /^(?=.{1,253}$)[A-Za-z][-A-Za-z0-9]*(?:\.[A-Za-z0-9][-A-Za-z0-9]*)*$/

/** `deploy/web` or `deploy web`. */
export function objectArgument(help: string): Positional<ObjectWord> {
  return positional('KIND/NAME', help, ([first = '', second]) => {
    if (first.includes('/')) return readPair(first)
    if (second !== undefined) return used(2, readKindAndName(first, second))
    return misread(
      ...text`${code(first.slice(0, 60))} alone is not enough: write the kind and the name, such as ${code('deploy/web')}`,
    )
  })
}

/** `deploy/web`, one word with one slash. */
export function readPair(word: string): Reading<ObjectWord> {
  const [kind = '', name = '', ...more] = word.split('/')
  if (more.length > 0 || kind === '' || name === '') {
    return misread(...text`${code(word.slice(0, 60))} is not ${code('KIND/NAME')}`)
  }
  return readKindAndName(kind, name)
}

/** A kind's spelling; whether a cluster has it is not asked here. */
export function readKindWord(word: string): Reading<string> {
  return KIND_WORD.test(word)
    ? read(word)
    : misread(...text`${code(word.slice(0, 60))} is not the name of a kind`)
}

function readKindAndName(kindWord: string, nameWord: string): Reading<ObjectWord> {
  const kind = readKindWord(kindWord)
  if (!kind.ok) return kind
  const name = readName(nameWord)
  return name.ok ? read({ kind: kind.value, name: name.value }) : name
}

const used = <T>(count: number, reading: Reading<T>) => ({ ...reading, used: count })
