import type { Change, Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { code, text } from '../text.ts'
import { findCommand } from '../words/find-command.ts'

type ChangeWords = { readonly command: Change; readonly rest: readonly string[] }

/** The change behind `break-glass`. Throws UsageError when it is none. */
export function changeBehind(commands: readonly Command[], words: readonly string[]): ChangeWords {
  if (words.length === 0) {
    throw new UsageError('missing-argument', text`Break-glass for what?`, {
      hint: text`Put the whole change behind it, such as ${code('break-glass scale deploy/web 0 -n shop --reason "…"')}.`,
    })
  }
  const { command, rest } = findCommand(commands, words)
  if (command.kind === 'change') return { command, rest }
  throw new UsageError(
    'not-a-change',
    text`${code(command.name)} changes nothing in a cluster; there is no policy to go around.`,
    { hint: text`Say it without ${code('break-glass')}.` },
  )
}
