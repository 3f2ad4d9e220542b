import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { code, join, text } from '../text.ts'
import { spellWords } from './spell-words.ts'
import { nearest } from './suggest.ts'

type Found = { readonly command: Command; readonly rest: readonly string[] }

/**
 * The command these words name, and the words left for it. The longest name wins (`rollout status`), names and
 * aliases are case-blind, and `help X` / `X --help` are the caller's matter. Throws UsageError with near names.
 */
export function findCommand(commands: readonly Command[], words: readonly string[]): Found {
  const spelled = words.map((word) => word.toLowerCase())
  const named = commands.flatMap((command) =>
    [command.name, ...command.aliases].map((name) => ({ command, name: name.split(' ') })),
  )
  const match = named
    .filter(({ name }) => name.every((part, i) => spelled[i] === part))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (match) return { command: match.command, rest: words.slice(match.name.length) }
  throw unknownCommand(
    named.map(({ name }) => name.join(' ')),
    words,
  )
}

function unknownCommand(names: readonly string[], words: readonly string[]): UsageError {
  const [first = ''] = words
  const two = words.slice(0, 2).join(' ')
  const group = names.filter((name) => name.startsWith(`${first.toLowerCase()} `))
  const after = (used: number) => (name: string) =>
    spellWords([...name.split(' '), ...words.slice(used)])
  const misspelled = nearest(two, names).map(after(2))
  // What the group also has is something else than what was asked for: never with the same words, never a button.
  if (group.length > 0 && misspelled.length === 0) return notInGroup(two, group)
  const near = [...misspelled, ...(group.length > 0 ? [] : nearest(first, names).map(after(1)))]
  return new UsageError(
    'unknown-command',
    text`There is no command ${code(group.length > 0 ? two : first)}.`,
    {
      suggestions: [...new Set(near)].slice(0, 3),
      hint: text`${code('help')} lists what you can use here.`,
    },
  )
}

const notInGroup = (two: string, group: readonly string[]): UsageError =>
  new UsageError('unknown-subcommand', text`There is no command ${code(two)}.`, {
    hint: text`There ${group.length === 1 ? 'is' : 'are'} ${join(
      group.map((name) => text`${code(name)}`),
      ', ',
    )}.`,
  })
