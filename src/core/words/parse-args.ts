import { UsageError } from '../errors.ts'
import { code, text, type Text } from '../text.ts'
import {
  type ArgsOf,
  flagName,
  type Parameter,
  type Parameters,
  type Positional,
  type Switch,
  type ValueFlag,
} from './parameters.ts'
import { nearest } from './suggest.ts'
import { usageLine } from './usage.ts'

type Words = { readonly positionals: string[]; readonly flags: Map<string, string | true> }

type Flag = ValueFlag<unknown> | Switch

type Command<P extends Parameters> = { readonly name: string; readonly parameters: P }

/**
 * Turns words into a command's typed arguments as kubectl would: flags in any order, `--flag=value` or
 * `--flag value`, `-n shop`, `-nshop`, `--` ends the flags. Throws UsageError naming the nearest right spelling.
 */
export function parseArgs<const P extends Parameters>(
  command: Command<P>,
  words: readonly string[],
): ArgsOf<P> {
  return parseWithCommon(command, words, {}).args
}

/** The same, with flags that every command has; those are left out of the usage line. */
export function parseWithCommon<const P extends Parameters, const C extends Parameters>(
  command: Command<P>,
  words: readonly string[],
  commonFlags: C,
): { readonly args: ArgsOf<P>; readonly common: ArgsOf<C> } {
  const fail = usageFailure(command)
  const parameters = { ...commonFlags, ...command.parameters }
  const values = readAll(parameters, splitWords(parameters, words, fail), fail)
  // Each key of both was read by its own parameter just above.
  return { args: values as ArgsOf<P>, common: values as ArgsOf<C> }
}

function readAll(parameters: Parameters, { positionals, flags }: Words, fail: Fail) {
  const values: Record<string, unknown> = {}
  let rest: readonly string[] = positionals
  for (const [key, parameter] of Object.entries<Parameter>(parameters)) {
    if (parameter.is === 'positional') {
      const [value, used] = takePositional(parameter, rest, fail)
      values[key] = value
      rest = rest.slice(used)
    } else values[key] = readFlag(parameter, flags.get(key), flagFailure(key, fail))
  }
  const [extra] = rest
  if (extra === undefined) return values
  throw fail('unexpected-word', text`I do not know what to do with ${code(extra)}.`)
}

type Fail = (code: string, what: Text, suggestions?: readonly string[]) => UsageError

function usageFailure(command: { readonly name: string; readonly parameters: Parameters }): Fail {
  return (errorCode, what, suggestions = []) =>
    new UsageError(errorCode, what, { usage: usageLine(command), suggestions })
}

function splitWords(parameters: Parameters, words: readonly string[], fail: Fail): Words {
  const flags = new Map<string, string | true>()
  const positionals: string[] = []
  const queue = [...words]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') return { positionals: [...positionals, ...queue], flags }
    if (!looksLikeFlag(word)) positionals.push(word)
    else {
      const { key, inline } = findFlag(parameters, word, fail)
      flags.set(key, flagValue(parameters[key], { word, inline, queue }, fail))
    }
  }
  return { positionals, flags }
}

/** `-5` is a number, not a flag. */
const looksLikeFlag = (word: string) => /^(?:--.|-[A-Za-z?])/.test(word)

function findFlag(
  parameters: Parameters,
  word: string,
  fail: Fail,
): { key: string; inline?: string } {
  const [spelled, inline] = splitOnce(word, '=')
  const flags = Object.entries(parameters).filter(([, p]) => p.is !== 'positional')
  const exact = flags.find(([name, p]) => isSpelled(spelled, name, p))?.[0]
  if (exact) return { key: exact, ...(inline !== undefined && { inline }) }
  const attached = flags.find(
    ([, p]) => p.is === 'flag' && p.short !== undefined && word.startsWith(`-${p.short}`),
  )?.[0]
  if (attached) return { key: attached, inline: word.slice(2) }
  throw unknownFlag(spelled, flags, fail)
}

function isSpelled(spelled: string, name: string, parameter: Parameter): boolean {
  const short = shortOf(parameter)
  return spelled === `--${flagName(name)}` || (short !== undefined && spelled === `-${short}`)
}

function unknownFlag(
  spelled: string,
  flags: readonly [string, Parameter][],
  fail: Fail,
): UsageError {
  const names = flags.map(([name]) => `--${flagName(name)}`)
  return fail(
    'unknown-flag',
    text`There is no flag ${code(spelled)} here.`,
    nearest(spelled, names),
  )
}

const shortOf = (parameter: Parameter) =>
  parameter.is === 'positional' ? undefined : parameter.short

type Spelled = {
  readonly word: string
  readonly inline: string | undefined
  readonly queue: string[]
}

function flagValue(parameter: Parameter | undefined, { word, inline, queue }: Spelled, fail: Fail) {
  if (parameter?.is === 'switch') {
    if (inline === undefined || inline === 'true') return true
    throw fail('bad-flag', text`${code(word)} takes no value.`)
  }
  const value = inline ?? queue.shift()
  if (value !== undefined) return value
  throw fail('missing-value', text`${code(word)} needs a value.`)
}

function readFlag(flag: Flag, given: string | true | undefined, fail: (what: Text) => UsageError) {
  if (flag.is === 'switch') return given === true
  const reading = flag.parse(typeof given === 'string' ? given : undefined)
  if (reading.ok) return reading.value
  throw fail(reading.problem)
}

const flagFailure = (key: string, fail: Fail) => (problem: Text) =>
  fail('bad-flag', text`${code(`--${flagName(key)}`)}: ${problem}.`)

function takePositional(
  parameter: Positional<unknown>,
  rest: readonly string[],
  fail: Fail,
): [value: unknown, used: number] {
  if (rest.length === 0 && !parameter.optional) {
    throw fail(
      'missing-argument',
      text`${code(parameter.placeholder)} is missing: ${parameter.help}.`,
    )
  }
  const reading = parameter.take(rest)
  if (reading.ok) return [reading.value, reading.used ?? 1]
  throw fail('bad-argument', text`${reading.problem}.`)
}

function splitOnce(word: string, separator: string): [string, string?] {
  const at = word.indexOf(separator)
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}
