import { readName } from '../../names.ts'
import { text } from '../../text.ts'
import { misread, type Positional, positional, read, type Reading } from '../parameters.ts'
import { readKindWord, readPair } from './object-argument.ts'

/** One thing to look at: all objects of a kind, or one by name. */
export type Selection = { readonly kind: string; readonly name?: string }

/** What kubectl stands for with `all`. */
const ALL = [
  'pods',
  'services',
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'jobs.batch',
  'cronjobs.batch',
]
const MOST = 20

/** `pods`, `pods,svc`, `pod web-1 web-2`, `deploy/web svc/web`: eats every word. */
export function selectionArgument(help: string): Positional<readonly Selection[]> {
  return positional('KINDS|KIND/NAME', help, (words) => {
    const reading = readSelections(words)
    if (reading.ok && reading.value.length > MOST) {
      return misread(...text`at most ${MOST} things at once`)
    }
    return { ...reading, used: words.length }
  })
}

function readSelections(words: readonly string[]): Reading<readonly Selection[]> {
  const [first = '', ...names] = words
  if (words.some((word) => word.includes('/'))) return each(words, readPair)
  const kinds = each(first === 'all' ? ALL : first.split(','), readKindWord)
  if (!kinds.ok || names.length === 0) return only(kinds)
  const read = each(names, readName)
  return read.ok ? pairs(kinds.value, read.value) : read
}

const only = (kinds: Reading<readonly string[]>): Reading<readonly Selection[]> =>
  kinds.ok ? read(kinds.value.map((kind) => ({ kind }))) : kinds

const pairs = (kinds: readonly string[], names: readonly string[]) =>
  read(kinds.flatMap((kind) => names.map((name) => ({ kind, name }))))

function each<T>(
  words: readonly string[],
  reader: (word: string) => Reading<T>,
): Reading<readonly T[]> {
  const values: T[] = []
  for (const word of words) {
    const reading = reader(word)
    if (!reading.ok) return reading
    values.push(reading.value)
  }
  return read(values)
}
